package sandbox

import "io"

// readTestCall reads the body of POST /api/v1/call/dial; the reply is the
// refusal.
func readTestCall(body io.Reader) (testCall, *reply) {
	r := newReader(body)
	var t testCall
	var to, agent, user bool
	if r.object(func(key string) {
		switch key {
		case "to":
			to = true
			t.to.number = r.phone()
		case "agentConfigId":
			agent = true
			t.agentID = r.filled("Agent ID is required")
		case "userId":
			user = true
			t.userID = r.filled("User ID is required")
		case "contactId":
			t.to.id, _ = r.text()
		case "statusCallBackUrl":
			r.webAddress()
		case "callerDetails":
			r.object(func(key string) {
				if key == "name" {
					t.to.name, _ = r.text()
					return
				}
				r.detail(key)
			})
		default:
			r.skip()
		}
	}) {
		r.require("to", to, "Phone number is required")
		r.require("agentConfigId", agent, "Agent ID is required")
		r.require("userId", user, "User ID is required")
	}
	return t, r.end()
}
