// Package widget holds the parts every screen is made of, which draw to an
// exact size and know nothing of campaigns.
package widget
