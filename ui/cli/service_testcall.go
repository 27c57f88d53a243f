package cli

import (
	"context"
	"errors"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/ui/session"
)

// Dial implements session.Tester. No contact id and no webhook go along: the service would
// store the operator's number as that of the contact, and others would take the call for
// one with them.
func (s service) Dial(ctx context.Context, order session.TestOrder) (string, error) {
	if s.readOnly.On() {
		return "", &session.NotDialled{Err: s.readOnly.Err()}
	}
	if s.missing != nil {
		return "", &session.NotDialled{Err: s.missing}
	}
	as := apiContact(order.As)
	dialled, err := s.client.For(order.User).Dial(ctx, api.DialRequest{
		To: order.To.String(), AgentID: order.Agent, UserID: order.User,
		Name: as.Name, Email: as.Email, Company: as.Company, Metadata: as.Metadata,
	})
	if err != nil && dispatch.Classify(err) == model.SendRefused {
		not := &session.NotDialled{Err: err}
		if failure, ok := errors.AsType[*api.Error](err); ok {
			not.During = failure.CallID
		}
		return "", not
	}
	return dialled.CallID, err
}

// TestCall implements session.Tester.
func (s service) TestCall(ctx context.Context, order session.TestOrder, callID string) (session.TestProgress, error) {
	if s.missing != nil {
		return session.TestProgress{}, s.missing
	}
	call, err := s.client.For(order.User).CallStatus(ctx, callID)
	if err != nil {
		return session.TestProgress{}, err
	}
	p := session.TestProgress{Status: string(call.Status), Reason: call.Error}
	switch call.Status {
	case api.CallCompleted:
		p.Talk = call.Duration
	case api.CallMissed, api.CallFailed: // it may have a duration, of the ringing
	default:
		return p, nil
	}
	detail, err := s.CallDetail(ctx, model.Batch{User: order.User, Agent: order.Agent}, callID)
	if err != nil {
		return p, nil //nolint:nilerr // how it ended is known all the same
	}
	for i := range detail.Turns {
		if detail.Turns[i].Who == contactSpeaks {
			detail.Turns[i].Who = "You"
		}
	}
	p.CallDetail = detail
	return p, nil
}
