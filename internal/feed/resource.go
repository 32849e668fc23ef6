package feed

import (
	"encoding/json"
	"fmt"

	"parley/internal/codec"
	"parley/internal/ledger"
)

// shower reads a stored resource and gives it as the API shows it, and where.
type shower func(stored string) (shown any, self string, err error)

// as makes a shower of a type and of where its resources are. Reading what is
// stored into the type gives it members that are younger than the ledger's copy.
func as[T any](path func(*T) string) shower {
	return func(stored string) (any, string, error) {
		var v T
		if err := codec.Unmarshal(stored, &v); err != nil {
			return nil, "", err
		}
		return v, path(&v), nil
	}
}

var showers = map[ledger.Kind]shower{
	ledger.KindOfNegotiation: as(func(v *ledger.Negotiation) string { return path("negotiations", v.ID) }),
	ledger.KindOfParticipation: as(func(v *ledger.Participation) string {
		return path("negotiations", v.Negotiation, "participations", v.ID)
	}),
	ledger.KindOfRound:      as(func(v *ledger.Round) string { return path("negotiations", v.Negotiation, "rounds", v.ID) }),
	ledger.KindOfParty:      as(func(v *ledger.Party) string { return path("parties", v.ID) }),
	ledger.KindOfMembership: as(func(v *ledger.Membership) string { return path("parties", v.Member, "memberships", v.ID) }),
	ledger.KindOfIssue:      as(func(v *ledger.Issue) string { return path("issues", v.ID) }),
	ledger.KindOfProposal:   as(func(v *ledger.Proposal) string { return path("proposals", v.ID) }),
	ledger.KindOfVersion:    as(func(v *ledger.ProposalVersion) string { return path("proposals", v.Proposal, "versions", v.Version) }),
	ledger.KindOfArticle:    as(func(v *ledger.Article) string { return path("articles", v.ID) }),
	ledger.KindOfRevision:   as(func(v *ledger.Revision) string { return path("articles", v.Article, "revisions", v.Revision) }),
	ledger.KindOfPassage:    as(func(v *ledger.Passage) string { return path("passages", v.ID) }),
	ledger.KindOfPosition:   as(func(v *ledger.Position) string { return path("positions", v.ID) }),
	ledger.KindOfEvidence:   as(evidencePath),
	ledger.KindOfSalience:   as(func(v *ledger.Salience) string { return path("salience", v.ID) }),
}

// evidencePath is, for evidence of a salience, the salience that shows it.
func evidencePath(v *ledger.Evidence) string {
	if v.Position == nil {
		return path("salience", *v.Salience)
	}
	return path("positions", *v.Position, "evidence", v.ID)
}

func path(parts ...any) string {
	at := "/v1"
	for _, p := range parts {
		at += "/" + fmt.Sprint(p)
	}
	return at
}

// shown is what an event says of a resource. A kind without a shower, which a
// test does not let pass, must not cut every follower off: it is told as stored.
func shown(c ledger.FedChange) (json.RawMessage, Links, error) {
	transaction := path("transactions", c.Number)
	show := showers[ledger.Kind(c.Kind)]
	if show == nil {
		return c.After, Links{Self: transaction, Transaction: transaction}, nil
	}
	v, self, err := show(string(c.After))
	if err != nil {
		return nil, Links{}, fmt.Errorf("change %s: %w", c.Place, err)
	}
	links := Links{Self: self, Transaction: transaction}
	if c.Kind == string(ledger.KindOfRevision) {
		links.Text = &self
	}
	body, err := codec.Marshal(v)
	return body, links, err
}
