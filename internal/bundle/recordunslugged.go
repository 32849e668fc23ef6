package bundle

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// The kinds below have no slug; each says what makes two of them the same.

type membership struct {
	Member string `json:"member"`
	ledger.MembershipFields
}

func (r *recorder) membership(in membership) (bool, error) {
	ids, err := r.find(ledger.KindOfParty, "member", in.Member)
	if err != nil {
		return false, err
	}
	group, err := r.find(ledger.KindOfParty, "group", in.Group.String())
	if err != nil {
		return false, err
	}
	there, err := r.Memberships(ledger.MembershipFilter{Member: ids, Group: group}, every)
	if err != nil {
		return false, err
	}
	for _, v := range there {
		if same(v.Role, in.Role) && sameDate(v.From, in.From) {
			return false, nil
		}
	}
	_, err = r.CreateMembership(in.Member, in.MembershipFields)
	return true, err
}

type participation struct {
	Negotiation string `json:"negotiation"`
	ledger.ParticipationFields
}

func (r *recorder) participation(in participation) (bool, error) {
	negotiation, err := r.find(ledger.KindOfNegotiation, "negotiation", in.Negotiation)
	if err != nil {
		return false, err
	}
	party, err := r.find(ledger.KindOfParty, "party", in.Party.String())
	if err != nil {
		return false, err
	}
	there, err := r.Participations(ledger.ParticipationFilter{Negotiation: negotiation, Parties: one(party), Roles: []string{in.Role}}, every)
	if err != nil {
		return false, err
	}
	for _, v := range there {
		if sameDate(v.From, in.From) {
			return false, nil
		}
	}
	_, err = r.CreateParticipation(in.Negotiation, in.ParticipationFields)
	return true, err
}

type proposalVersion struct {
	Proposal string `json:"proposal"`
	ledger.ProposalVersionFields
}

func (r *recorder) proposalVersion(in proposalVersion) (bool, error) {
	there, err := r.ProposalVersions(in.Proposal, ledger.Page{})
	if err != nil {
		return false, lacking("proposal", err)
	}
	for _, v := range there {
		if same(v.Label, in.Label) && v.Summary == in.Summary {
			return false, nil
		}
	}
	_, err = r.CreateProposalVersion(in.Proposal, in.ProposalVersionFields)
	return true, err
}

func (r *recorder) salience(in ledger.SalienceInput) (bool, error) {
	party, err := r.find(ledger.KindOfParty, "party", in.Party.String())
	if err != nil {
		return false, err
	}
	issue, err := r.find(ledger.KindOfIssue, "issue", in.Issue.String())
	if err != nil {
		return false, err
	}
	there, err := r.Saliences(ledger.SalienceFilter{Parties: one(party), Issues: one(issue)}, every)
	if err != nil {
		return false, err
	}
	for _, v := range there {
		if v.Dated == in.Dated {
			return false, nil
		}
	}
	_, err = r.CreateSalience(in)
	return true, err
}

type revision struct {
	Article string  `json:"article"`
	Text    *string `json:"text"`
	textFile
}

// revision adds a text unless some revision of the article has it already.
func (r *recorder) revision(in revision) (bool, error) {
	text, err := r.text(in.textFile, in.Text)
	if err != nil {
		return false, err
	}
	if text == nil {
		return false, refuseAt("/text", "required", "give text or text_file")
	}
	if known, err := r.HasText(in.Article, *text); err != nil || known {
		return false, lacking("article", err)
	}
	_, isNew, err := r.CreateRevision(in.Article, ledger.RevisionFields{Text: *text})
	return isNew, err
}

type retraction struct {
	Position string `json:"position"`
	Reason   string `json:"reason"`
}

func (r *recorder) retraction(in retraction) (bool, error) {
	if in.Reason == "" {
		return false, refuseAt("/reason", "required", "a reason is needed here")
	}
	v, err := r.Position(in.Position)
	if err != nil || v.Status == ledger.StatusRetracted {
		return false, lacking("position", err)
	}
	_, err = r.RetractPosition(in.Position, in.Reason)
	return true, err
}

var every = ledger.Page{Retracted: ledger.RetractedInclude}

func same(a, b *string) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

func sameDate(a, b *edtf.Date) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

func (r *recorder) find(kind ledger.Kind, member, ref string) (uuid.UUID, error) {
	ids, err := r.IDs(kind, member, []string{ref})
	if err != nil {
		return uuid.Nil, err
	}
	return ids[0], nil
}

func one(id uuid.UUID) []uuid.UUID { return []uuid.UUID{id} }
