package api

import (
	"bytes"
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// CreateBatch submits a batch, once: it is checked and encoded in full before
// the first byte leaves, and the request can never be repeated by the
// transport. On an error, Error.Sent says whether the service may have it.
func (c *Client) CreateBatch(ctx context.Context, req BatchRequest) (BatchCreated, error) {
	if req.UserID == "" {
		req.UserID = c.userID
	}
	if err := req.Validate(); err != nil {
		return BatchCreated{}, c.local(opCreate, err)
	}
	var body bytes.Buffer
	if err := req.Encode(&body); err != nil {
		return BatchCreated{}, c.local(opCreate, err)
	}
	doc, err := c.do(ctx, c.post(opCreate, createPath, nil, body.Bytes(), c.createTimeout))
	if err != nil {
		return BatchCreated{}, err
	}
	created, err := readBatchCreated(doc.body)
	if err != nil {
		return BatchCreated{}, c.unreadable(opCreate, doc, err)
	}
	created.HTTPStatus, created.ServerTime, created.Reply = doc.status, doc.date, c.excerpt(doc.body)
	return created, nil
}

// BatchStatistics returns the state of a batch with its recent calls: all of
// them when recent is negative, the service's default number (10) when it is 0.
// Of a service that sends more than was asked for, the latest are kept.
func (c *Client) BatchStatistics(ctx context.Context, batchID string, recent int) (BatchStatistics, error) {
	q := url.Values{"batchId": {batchID}}
	switch {
	case recent < 0:
		q.Set("limit", "all")
	case recent > 0:
		q.Set("limit", strconv.Itoa(recent))
	}
	keep := recent
	if recent == 0 {
		keep = defaultRecent
	}
	read := func(body []byte) (BatchStatistics, error) { return readBatchStatistics(body, keep) }
	st, err := get(ctx, c, opBatch, "/api/v1/batch/check-status", q, read, batchID)
	if err == nil && st.BatchID == "" {
		st.BatchID = batchID
	}
	return st, err
}

// BatchCalls returns the calls of a batch that the service still keeps live
// (30 days). They carry the number but no contact id.
func (c *Client) BatchCalls(ctx context.Context, batchID string) ([]Call, error) {
	q := url.Values{"batchId": {batchID}}
	return get(ctx, c, opCalls, "/api/v1/status/batch", q, readBatchCalls, batchID)
}

// ListBatches returns the account's batches in the service's order, newest
// first, and what its clock showed.
func (c *Client) ListBatches(ctx context.Context) (BatchList, error) {
	batches, doc, err := ask(ctx, c, opList, "/api/v1/batch/list", url.Values{}, readBatchList)
	return BatchList{Batches: batches, ServerTime: doc.date}, err
}

// CancelBatch cancels a batch, once; on an error it may have been cancelled
// unless Error.Sent is false.
func (c *Client) CancelBatch(ctx context.Context, batchID string) (BatchCancelled, error) {
	if err := checkIDs(batchID); err != nil {
		return BatchCancelled{}, c.local(opCancel, err)
	}
	// The reference describes no body, so whose it is stands in the query.
	q := url.Values{"batchId": {batchID}}
	if c.userID != "" {
		q.Set("userId", c.userID)
	}
	doc, err := c.do(ctx, c.post(opCancel, "/api/v1/batch/cancel", q, nil, c.readTimeout))
	if err != nil {
		return BatchCancelled{}, err
	}
	done, err := readBatchCancelled(doc.body)
	if err != nil {
		return BatchCancelled{}, c.unreadable(opCancel, doc, err)
	}
	if done.BatchID == "" {
		done.BatchID = batchID
	}
	return done, nil
}

// Dial starts one call, once; on an error it may have been started unless
// Error.Sent is false. A call already in progress is Status 409 with its CallID.
func (c *Client) Dial(ctx context.Context, req DialRequest) (Dialled, error) {
	if req.UserID == "" {
		req.UserID = c.userID
	}
	body, err := req.encode()
	if err != nil {
		return Dialled{}, c.local(opDial, err)
	}
	doc, err := c.do(ctx, c.post(opDial, "/api/v1/call/dial", nil, body, c.readTimeout))
	if err != nil {
		return Dialled{}, err
	}
	dialled, err := readDialled(doc.body)
	if err != nil {
		return Dialled{}, c.unreadable(opDial, doc, err)
	}
	return dialled, nil
}

// CallStatus returns a call as long as the service keeps it live (30 days).
func (c *Client) CallStatus(ctx context.Context, callID string) (Call, error) {
	q := url.Values{"callId": {callID}}
	call, err := get(ctx, c, opCall, "/api/v1/status/call", q, readCallStatus, callID)
	if err == nil && call.ID == "" {
		call.ID = callID
	}
	return call, err
}

// CallDetails returns a call with its transcript.
func (c *Client) CallDetails(ctx context.Context, callID string) (CallDetails, error) {
	q := url.Values{"callId": {callID}}
	call, err := get(ctx, c, opDetails, "/api/v1/call/check-status", q, readCallDetails, callID)
	if err == nil && call.ID == "" {
		call.ID = callID
	}
	return call, err
}

// CallMetrics returns the summary and measurements of a call. The service wants
// to know all of whose call it was, so a query without one of the ids is not
// sent.
func (c *Client) CallMetrics(ctx context.Context, query MetricQuery) (CallMetrics, error) {
	user := cmp.Or(query.UserID, c.userID)
	if query.AgentID == "" || query.ContactID == "" || user == "" {
		return CallMetrics{}, c.local(opMetrics, errHalfAsked)
	}
	q := url.Values{"callId": {query.CallID}, "userId": {user}, "agentId": {query.AgentID}, "contactId": {query.ContactID}}
	return get(ctx, c, opMetrics, "/api/v1/call/get-metric", q, readCallMetrics, query.CallID)
}

const errHalfAsked = sentence("What came of a call is only told to who names its agent, its contact and the user. Nothing was asked.")

// Agent returns the agent with this id; Error.Status is 404 when there is none.
func (c *Client) Agent(ctx context.Context, agentID string) (Agent, error) {
	q := url.Values{"agentId": {agentID}}
	agent, err := get(ctx, c, opAgent, "/api/v1/agent", q, readAgent, agentID)
	if err == nil && agent.ID == "" {
		agent.ID = agentID
	}
	return agent, err
}

// get asks an endpoint that changes nothing and reads its reply; ids are those
// the query was made from.
func get[T any](ctx context.Context, c *Client, op, path string, q url.Values, read func([]byte) (T, error), ids ...string) (T, error) {
	value, _, err := ask(ctx, c, op, path, q, read, ids...)
	return value, err
}

// ask is get with the reply the value was read from.
func ask[T any](ctx context.Context, c *Client, op, path string, q url.Values, read func([]byte) (T, error), ids ...string) (T, document, error) {
	var none T
	if err := checkIDs(ids...); err != nil {
		return none, document{}, c.local(op, err)
	}
	if !q.Has("userId") && c.userID != "" {
		q.Set("userId", c.userID)
	}
	doc, err := c.do(ctx, exchange{
		op: op, method: http.MethodGet, url: c.endpoint(path, q), via: c.reads, timeout: c.readTimeout,
	})
	if err != nil {
		return none, document{}, err
	}
	value, err := read(doc.body)
	if err != nil {
		return none, document{}, c.unreadable(op, doc, err)
	}
	return value, doc, nil
}

// post describes a request that changes something, for the transport that sends
// it at most once.
func (c *Client) post(op, path string, q url.Values, body []byte, timeout time.Duration) exchange {
	return exchange{
		op: op, method: http.MethodPost, url: c.endpoint(path, q), body: body, via: c.writes, timeout: timeout,
	}
}

func (c *Client) endpoint(path string, q url.Values) *url.URL {
	u := c.base.JoinPath(path)
	u.RawQuery = q.Encode()
	return u
}

// Identify asks the service which sandbox it is, "" for none, as Sandbox does.
// From then on the client, and those it was made of or that are made of it, deal
// with that one alone: nothing that starts or stops calls leaves for another, and
// no other's reply is believed.
func (c *Client) Identify(ctx context.Context) (id string, err error) {
	if !c.asks {
		return "", nil
	}
	id, err = Sandbox(ctx, c.base.String())
	if err != nil {
		return "", err
	}
	if !c.peer.id.CompareAndSwap(nil, &id) && *c.peer.id.Load() != id {
		return "", errOtherService
	}
	return id, nil
}
