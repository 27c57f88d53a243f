// Package report says on one page what came of a campaign: figures and charts, and nobody's
// name or number.
//
// Figures count what model.Results and model.CampaignCalls tell, which is what an exported
// list holds row by row. Page puts them in words and charts, and is written as plain text, as
// Markdown, and as HTML that asks nobody for anything.
package report
