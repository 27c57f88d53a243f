// Package model is the domain of a calling campaign: contacts, phone numbers,
// options, plans and progress, with no terminal, network, file or clock.
package model
