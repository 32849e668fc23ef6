package api_test

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// needs says what every operation asks of its caller. It is written here again, so
// that nobody opens one by a slip in the contract: a new operation fails until
// somebody thought about it.
var needs = map[string]string{
	"none": "getHealth getReadiness getContractYAML getContractJSON getDocs getAccess getContext",
	"reader": `listNegotiations getNegotiation listParticipations getParticipation listRounds getRound listParties getParty
		listMemberships getMembership listIssues getIssue listProposals getProposal listProposalVersions getProposalVersion
		listArticles getArticle listRevisions getRevision getRevisionText getAnnotatedRevision listArticlePassages listPassages getPassage listPositions getPosition search
		listEvidence getEvidence listPositionVersions getPositionVersion listSalience getSalience listTransactions getHead getTransaction
		listHistory exportPositionHistory exportPositionHistoryByAccept exportArticles exportArticlesByAccept exportPassages
		exportPassagesByAccept exportMatrix exportMatrixByAccept exportChanges exportChangesByAccept exportNetwork exportNetworkByAccept
		exportActorConcept exportDataPackage getMatrix getMatrixPicture getTimeline getTimelinePicture
		locateQuote findSimilarArticles getCodebook getFeed streamFeed getAtomFeed getChanges getCorroboration getConflicts getConvergence getNetwork getCoverage
		listPassageAnchors`,
	"coder": `createNegotiation updateNegotiation createParticipation updateParticipation createRound updateRound createParty
		updateParty createMembership updateMembership createIssue updateIssue createProposal updateProposal createProposalVersion
		createArticle updateArticle createRevision createPassage suggestPositions updatePassage createPosition updatePosition createEvidence
		updateEvidence createSalience updateSalience`,
	"editor": `retractNegotiation retractParticipation retractRound retractParty retractMembership retractIssue retractProposal
		retractArticle retractPassage retractPosition retractEvidence retractSalience acceptPosition rejectPosition mergeParty
		placePassage importFile`,
	"admin": `listWebhooks createWebhook getWebhook updateWebhook pauseWebhook resumeWebhook replayWebhook rotateWebhook revokeWebhook
		listDeliveries sendDelivery`,
	"keys":   "listKeys createKey getKey revokeKey rotateKey",
	"server": "listWorkspaces createWorkspace getWorkspace updateWorkspace",
}

// may is what each role is let do.
var may = map[string][]string{
	"nobody": {"none"},
	"reader": {"none", "reader"},
	"coder":  {"none", "reader", "coder"},
	"editor": {"none", "reader", "coder", "editor"},
	"admin":  {"none", "reader", "coder", "editor", "admin", "keys"},
	"server": {"none", "keys", "server"},
}

func needOf(t *testing.T, operation string) string {
	t.Helper()
	for need, names := range needs {
		if slices.Contains(strings.Fields(names), operation) {
			return need
		}
	}
	t.Fatalf("say in needs what %s asks of its caller", operation)
	return ""
}

// firstKey makes the first key there is, for the server's administrator. From then
// on nothing is open to those who merely are on this machine.
func (c *client) firstKey() option {
	c.t.Helper()
	return c.create("/v1/keys", object{"name": "root", "role": "server"}).bearer()
}

// bearers makes a key of each role.
func (c *client) bearers() map[string]option {
	c.t.Helper()
	tokens := map[string]option{"server": c.firstKey(), "nobody": with("X-None", "")}
	for _, role := range []string{"admin", "reader", "coder", "editor"} {
		tokens[role] = c.create("/v1/keys", object{"name": role, "role": role}, tokens["server"]).bearer()
	}
	return tokens
}

func (a *answer) bearer() option { return with("Authorization", "Bearer "+a.text("/token")) }

var pathParameters = regexp.MustCompile(`\{(\w+)\}`)

// filled puts what is recorded into a path.
func filled(path string, ids map[string]string) string {
	return pathParameters.ReplaceAllStringFunc(path, func(p string) string { return ids[strings.Trim(p, "{}")] })
}

// inhabited records one resource of each kind and gives their ids.
func (c *client) inhabited(options ...option) map[string]string {
	c.t.Helper()
	post := func(path string, body object) string { return c.create(path, body, options...).id() }
	ids := map[string]string{"version": "1", "revision": "1", "number": "1", "key": "root", "workspace": "default", "format": "csv"}
	ids["negotiation"] = post("/v1/negotiations", object{"name": "Talks"})
	ids["party"] = post("/v1/parties", object{"kind": "state", "name": "Ukraine"})
	bloc := post("/v1/parties", object{"kind": "bloc", "name": "Union"})
	ids["membership"] = post("/v1/parties/"+ids["party"]+"/memberships", object{"group": bloc})
	ids["participation"] = post("/v1/negotiations/"+ids["negotiation"]+"/participations", object{"party": ids["party"], "role": "party"})
	ids["round"] = post("/v1/negotiations/"+ids["negotiation"]+"/rounds", object{"name": "One"})
	ids["issue"] = post("/v1/issues", object{"negotiation": ids["negotiation"], "question": "Who withdraws?"})
	ids["proposal"] = post("/v1/proposals", object{"negotiation": ids["negotiation"], "name": "Points", "author": ids["party"], "issues": []string{ids["issue"]}})
	c.create("/v1/proposals/"+ids["proposal"]+"/versions", object{"summary": "One."}, options...)
	ids["article"] = post("/v1/articles", object{"title": "Secret title", "text": wire})
	quote := object{"article": ids["article"], "quote": offer, "relation": "supports"}
	ids["position"] = post("/v1/positions", object{"party": ids["party"], "issue": ids["issue"], "act": "offer", "summary": "Secret summary.",
		"stated": "2026-01-22", "evidence": []object{quote}})
	whole := c.get("/v1/positions/"+ids["position"], options...).want(http.StatusOK)
	ids["evidence"], ids["passage"] = whole.text("/evidence/0/id"), whole.text("/evidence/0/passage")
	ids["salience"] = post("/v1/salience", object{"party": ids["party"], "issue": ids["issue"], "value": 80, "dated": "2026-01-22", "evidence": []object{quote}})
	ids["webhook"] = post("/v1/webhooks", object{"url": "https://desk.example.org/secret-path"})
	return ids
}

// Every operation refuses every role that is too little for it, changes nothing
// then, and refuses no role that is enough.
func TestEveryOperationAsksForItsRole(t *testing.T) {
	each(t, func(c *client) {
		ids := c.inhabited()
		tokens := c.bearers()
		for role, token := range tokens {
			before := c.newest(tokens["admin"])
			for _, o := range operations() {
				enough := slices.Contains(may[role], needOf(c.t, o.Operation.OperationID))
				if enough && o.Method != http.MethodGet {
					continue // tried below, on nothing
				}
				got := c.do(o.Method, filled(o.Path, ids), emptyBody(o.Operation), token)
				if refused := got.status == http.StatusUnauthorized || got.status == http.StatusForbidden; refused == enough {
					c.t.Errorf("%s: %s: %d %s", role, o.Operation.OperationID, got.status, got.body)
				}
			}
			if after := c.newest(tokens["admin"]); after != before {
				c.t.Errorf("%s: refused requests moved the ledger from %d to %d", role, before, after)
			}
		}
		for _, o := range operations() {
			for role, token := range tokens {
				if o.Method == http.MethodGet || !slices.Contains(may[role], needOf(c.t, o.Operation.OperationID)) {
					continue
				}
				got := c.do(o.Method, filled(o.Path, nowhere(ids)), emptyBody(o.Operation), token)
				if got.status == http.StatusUnauthorized || got.status == http.StatusForbidden {
					c.t.Errorf("%s may %s: %d %s", role, o.Operation.OperationID, got.status, got.body)
				}
			}
		}
	})
}

// emptyBody is the least that an operation takes as a body.
func emptyBody(o *openapi3.Operation) any {
	if o.RequestBody == nil {
		return nil
	}
	return object{}
}

// nowhere are ids of nothing.
func nowhere(ids map[string]string) map[string]string {
	out := maps.Clone(ids)
	for name, id := range out {
		if len(id) == 36 {
			out[name] = strings.Repeat("0", 8) + "-0000-7000-8000-" + strings.Repeat("0", 12)
		}
	}
	out["key"], out["workspace"] = "nobodys", "nowhere"
	return out
}

func (c *client) newest(token option) int64 {
	c.t.Helper()
	return int64(c.get("/v1/transactions?sort=-recorded&limit=1", token).want(http.StatusOK).at("/items/0/number").(float64))
}

var idForm = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|nobodys|root|nowhere|default`)

// blank is an answer without the ids in it.
func blank(a *answer) string { return idForm.ReplaceAllString(string(a.body), "ID") }

// refersTo is the body of operations that name other resources in it.
func refersTo(operation string, ids map[string]string) object {
	quote := object{"article": ids["article"], "quote": offer, "relation": "supports"}
	return map[string]object{
		"createParticipation": {"party": ids["party"], "role": "mediator"},
		"createMembership":    {"group": ids["party"]},
		"createIssue":         {"negotiation": ids["negotiation"], "question": "What else?"},
		"createProposal":      {"negotiation": ids["negotiation"], "name": "Plan", "author": ids["party"], "issues": []string{ids["issue"]}},
		"createArticle":       {"title": "Another", "relays": object{"article": ids["article"]}},
		"createPosition": {"party": ids["party"], "issue": ids["issue"], "act": "offer", "summary": "It offers.", "stated": "2026-01-22",
			"supersedes": []string{ids["position"]}, "evidence": []object{quote}},
		"createEvidence": quote,
		"createSalience": {"party": ids["party"], "issue": ids["issue"], "value": 70, "dated": "2026-02-22"},
		"mergeParty":     {"into": ids["party"]},
		"updateIssue":    {"parent": ids["issue"]},
		"updateProposal": {"author": ids["party"]},
		"updatePosition": {"in_reply_to": ids["position"]},
	}[operation]
}

// bodyFor is a body that the contract lets pass.
func bodyFor(o *openapi3.Operation, ids map[string]string) any {
	if o.RequestBody == nil {
		return nil
	}
	if body := refersTo(o.OperationID, ids); body != nil {
		return body
	}
	if strings.HasPrefix(o.OperationID, "retract") {
		return object{"reason": "a test"}
	}
	if body, is := plainBodies[o.OperationID]; is {
		return body
	}
	return object{}
}

var plainBodies = map[string]object{
	"createNegotiation":     {"name": "Other talks"},
	"createRound":           {"name": "Two"},
	"createParty":           {"kind": "state", "name": "Oman"},
	"createProposalVersion": {"summary": "Two."},
	"createRevision":        {"text": "Another text."},
	"createPassage":         {"quote": offer},
	"locateQuote":           {"quote": offer},
	"placePassage":          {"reason": "a test", "start": 1, "end": 5},
	"replayWebhook":         {"after": "0"},
	"updateNegotiation":     {"name": "Another name"},
	"updateParticipation":   {"note": "Another note."},
	"updateRound":           {"name": "Another name"},
	"updateParty":           {"name": "Another name"},
	"updateMembership":      {"note": "Another note."},
	"updateArticle":         {"title": "Another title"},
	"updatePassage":         {"note": "Another note."},
	"updateEvidence":        {"note": "Another note."},
	"updateSalience":        {"note": "Another note."},
	"updateWebhook":         {"description": "Another description."},
	"sendDelivery":          {"event": "1-0"},
}

// listsOfEverything asks every list for all it has, and filters by what is of
// another workspace.
func listsOfEverything(ids map[string]string) []string {
	lists := []string{"/v1/history", "/v1/exports/position-history.csv", "/v1/exports/position-history.ndjson", "/v1/exports/position-history.jsonld", "/v1/exports/articles.csv?text=1",
		"/v1/exports/passages.ndjson?retracted=include", "/v1/exports/matrix.csv?negotiation=" + ids["negotiation"],
		"/v1/exports/network.graphml?negotiation=" + ids["negotiation"], "/v1/exports/articles.csv?manifest=1&q=secret", "/v1/transactions",
		"/v1/positions?q=secret", "/v1/articles?q=secret", "/v1/positions?known_at=1", "/v1/history?known_at=5",
		"/v1/search?q=secret&limit=50", "/v1/search?q=se*&retracted=include&status=any&limit=50", "/v1/search?q=secret&party=" + ids["party"],
		"/v1/webhooks"}
	for _, kind := range []string{"negotiations", "parties", "issues", "proposals", "articles", "passages", "positions", "salience"} {
		lists = append(lists, "/v1/"+kind+"?limit=200", "/v1/"+kind+"?retracted=include")
	}
	return append(lists, "/v1/positions?party="+ids["party"], "/v1/positions?issue="+ids["issue"], "/v1/history?negotiation="+ids["negotiation"])
}

// An idempotency key of one is not a key of another: neither the answer nor that
// it was used is told.
func TestIdempotencyKeysAreTheActors(t *testing.T) {
	each(t, func(c *client) {
		tokens := c.bearers()
		mine := c.create("/v1/parties", object{"kind": "state", "name": "A"}, tokens["coder"], key("k")).id()
		other := c.create("/v1/parties", object{"kind": "state", "name": "A"}, tokens["editor"], key("k")).id()
		again := c.create("/v1/parties", object{"kind": "state", "name": "A"}, tokens["coder"], key("k")).id()
		if mine == other || mine != again {
			c.t.Errorf("%s, %s, %s", mine, other, again)
		}
	})
}
