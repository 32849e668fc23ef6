package ledger

import (
	"cmp"

	"github.com/google/uuid"
)

// The kinds whose rows name others of their own, and what creation takes from the
// path of a request.

func restorableParties() restorable[Party, PartyFilter] {
	k := parties()
	k.check = func(w *Writer, v *Party, f *faults) error {
		if err := checkMerged(w, v, f); err != nil {
			return err
		}
		return checkParty(w, v, f)
	}
	alone := func(v Party) Party { v.MergedInto = nil; return v }
	return restorable[Party, PartyFilter]{kind: k, alone: alone, action: ActionMerge,
		first: func(w *Writer, v Party) (Party, error) { return unless(w, KindOfParty, v.MergedInto, v, alone) },
		whole: func(w *Writer, there, v Party) (Party, error) {
			if v.MergedInto != nil && there.MergedInto == nil {
				return become(w, there, v), w.unreferenced(there.ID)
			}
			return become(w, there, v), nil
		}}
}

// unless gives a resource alone where what it refers to is not here yet.
func unless[T any](w *Writer, name Kind, ref *Reference, v T, alone func(T) T) (T, error) {
	lacking, err := w.lacks(name, ref)
	if lacking {
		v = alone(v)
	}
	return v, err
}

// lacks tells whether what is referred to is not here.
func (w *Writer) lacks(name Kind, ref *Reference) (bool, error) {
	if ref == nil {
		return false, nil
	}
	found, err := w.tables.Transactions().KindOf(w.ctx, ref.ID)
	return found != name, err
}

// unreferenced refuses to let a party go that something here names already: merging
// (MergeParty) moves what names it, and restoring does not.
func (w *Writer) unreferenced(party uuid.UUID) error {
	some := Page{Limit: 1, Retracted: RetractedInclude}
	none := func(n int, err error) error {
		if err == nil && n > 0 {
			err = Invalid("/merged_into", "in-use", "the party is named here already; merge it with POST /v1/parties/%s/merge", party)
		}
		return err
	}
	return cmp.Or(
		none(count(w.Memberships(MembershipFilter{Member: party, Group: party}, some))),
		none(count(w.Participations(ParticipationFilter{Parties: []uuid.UUID{party}}, some))),
		none(count(w.Proposals(ProposalFilter{Authors: []uuid.UUID{party}}, some))),
		none(count(w.Saliences(SalienceFilter{Parties: []uuid.UUID{party}}, some))),
		none(count(w.Evidence(EvidenceFilter{AttributedTo: party}, some))),
		none(count(w.Positions(PositionFilter{Touches: party}, some))))
}

func count[T any](list []T, err error) (int, error) { return len(list), err }

// checkMerged follows where a party went. Whoever reads follows it too, so it must
// come to an end.
func checkMerged(w *Writer, v *Party, f *faults) error {
	for next := v.MergedInto; next != nil; {
		if next.ID == v.ID {
			f.add("/merged_into", "cycle", "the party would be merged into itself")
			return nil
		}
		p, err := w.tables.Parties().Get(w.ctx, next.ID)
		if IsKind(err, KindNotFound) {
			f.add("/merged_into", "reference", "there is no party %q", next)
			return nil
		}
		if err != nil {
			return err
		}
		next = p.MergedInto
	}
	return nil
}

func restorableIssues() restorable[Issue, IssueFilter] {
	alone := func(v Issue) Issue { v.Parent = nil; return v }
	return restorable[Issue, IssueFilter]{kind: issues(), alone: alone, action: ActionUpdate,
		first: func(w *Writer, v Issue) (Issue, error) { return unless(w, KindOfIssue, v.Parent, v, alone) },
		whole: func(w *Writer, there, v Issue) (Issue, error) { return become(w, there, v), nil }}
}

// restorableArticles come without their texts, which follow one by one.
func restorableArticles() restorable[Article, ArticleFilter] {
	alone := func(v Article) Article {
		if v.Relays != nil && v.Relays.Article != nil {
			v.Relays = nil
		}
		return v
	}
	return restorable[Article, ArticleFilter]{kind: articles(), alone: alone, action: ActionUpdate,
		first: func(w *Writer, v Article) (Article, error) {
			v.LatestRevision = 0
			if v.Relays == nil {
				return v, nil
			}
			return unless(w, KindOfArticle, v.Relays.Article, v, alone)
		},
		whole: func(w *Writer, there, v Article) (Article, error) {
			return become(w, there, v), counted("/latest_revision", v.LatestRevision, there.LatestRevision)
		}}
}

// restorableProposals come without their versions.
func restorableProposals() restorable[Proposal, ProposalFilter] {
	return restorable[Proposal, ProposalFilter]{kind: proposals(), action: ActionUpdate,
		first: func(_ *Writer, v Proposal) (Proposal, error) { v.LatestVersion = 0; return v, nil },
		whole: func(w *Writer, there, v Proposal) (Proposal, error) {
			return become(w, there, v), counted("/latest_version", v.LatestVersion, there.LatestVersion)
		}}
}

// counted refuses what has not as many texts or versions as it says.
func counted(pointer string, told, here int64) error {
	if told == here {
		return nil
	}
	return Invalid(pointer, "incomplete", "it says %d, and %d are here", told, here)
}

func restoredMemberships() kind[Membership, MembershipFilter] {
	k := memberships()
	k.check = func(w *Writer, v *Membership, f *faults) error {
		if err := link(w, parties(), f, "/member", &v.Member); err != nil {
			return err
		}
		return checkMembership(w, v, f)
	}
	return k
}

func restoredParticipations() kind[Participation, ParticipationFilter] {
	k := participations()
	k.check = func(w *Writer, v *Participation, f *faults) error {
		if err := link(w, negotiations(), f, "/negotiation", &v.Negotiation); err != nil {
			return err
		}
		return checkParticipation(w, v, f)
	}
	return k
}

func restoredRounds() kind[Round, RoundFilter] {
	k := rounds()
	k.check = func(w *Writer, v *Round, f *faults) error {
		if err := link(w, negotiations(), f, "/negotiation", &v.Negotiation); err != nil {
			return err
		}
		return checkRound(w, v, f)
	}
	return k
}

// restoreVersion adds a version to a proposal, or tells that it is here.
func (w *Writer) restoreVersion(v ProposalVersion) (bool, error) {
	p, err := w.tables.Proposals().Get(w.ctx, v.Proposal)
	if IsKind(err, KindNotFound) {
		return false, Invalid("/proposal", "reference", "there is no proposal %q", v.Proposal)
	}
	if err != nil {
		return false, err
	}
	if v.Version <= p.LatestVersion {
		there, err := w.tables.Proposals().Version(w.ctx, v.Proposal, v.Version)
		return false, otherThan(KindOfVersion, there, v, err)
	}
	if err := w.judge(func(f *faults) error {
		checkProposalVersion(v.ProposalVersionFields, f)
		f.next("/version", v.Version, p.LatestVersion)
		return nil
	}); err != nil {
		return false, err
	}
	_, err = w.addVersion(p, v.ProposalVersionFields)
	return true, err
}

// next refuses a number that does not follow on those there are.
func (f *faults) next(pointer string, number, latest int64) {
	if number != latest+1 {
		f.add(pointer, "gap", "%d does not follow on %d, the latest one here", number, latest)
	}
}

// otherThan refuses what differs from that which has its number here.
func otherThan[T any](name Kind, there, v T, err error) error {
	return mismatch(restorable[T, any]{kind: kind[T, any]{name: name}}, there, v, err)
}

func (w *Writer) restoreEvidence(v Evidence) (bool, error) {
	k := evidence()
	k.check = checkRestoredEvidence
	isNew, err := restore(w, restorable[Evidence, EvidenceFilter]{kind: k}, v)
	if err != nil || !isNew || v.Position == nil {
		return isNew, err
	}
	return true, w.compareCitedFor(*v.Position, v.Article.ID)
}

func checkRestoredEvidence(w *Writer, v *Evidence, f *faults) error {
	if (v.Position == nil) == (v.Salience == nil) {
		f.add("", "choice", "evidence is of a position or of a salience, and of one of them only")
	}
	for name, id := range map[Kind]*uuid.UUID{KindOfPosition: v.Position, KindOfSalience: v.Salience} {
		if id == nil {
			continue
		}
		lacking, err := w.lacks(name, &Reference{ID: *id})
		if err != nil {
			return err
		}
		if lacking {
			f.add("/"+string(name), "reference", "there is no %s %q", name, id)
		}
	}
	passage, err := w.tables.Passages().Get(w.ctx, v.Passage)
	switch {
	case IsKind(err, KindNotFound):
		f.add("/passage", "reference", "there is no passage %q", v.Passage)
	case err != nil:
		return err
	case passage.Article != v.Article.ID:
		f.add("/article", "rule", "the passage stands in the article %s", passage.Article)
	}
	return checkEvidence(w, v, f)
}
