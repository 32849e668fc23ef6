package ledger

import "fmt"

// transactionChunk is how many transactions are held at a time.
const transactionChunk = 1000

// EachOf calls fn with every resource of a kind as it was recorded at the number the
// reader is as of, retracted or not, in the order of ids; revisions with their texts.
// What it reads is never rewritten, so all kinds together are one state of the
// record, however long the walk takes.
func (r *Reader) EachOf(kind Kind, fn func(any) error) error {
	switch kind {
	case KindOfNegotiation:
		return each(r, r.tables.Negotiations(), fn)
	case KindOfParticipation:
		return each(r, r.tables.Participations(), fn)
	case KindOfRound:
		return each(r, r.tables.Rounds(), fn)
	case KindOfParty:
		return each(r, r.tables.Parties(), fn)
	case KindOfMembership:
		return each(r, r.tables.Memberships(), fn)
	case KindOfIssue:
		return each(r, r.tables.Issues(), fn)
	case KindOfProposal:
		return each(r, r.tables.Proposals(), fn)
	case KindOfArticle:
		return each(r, r.tables.Articles(), fn)
	case KindOfPassage:
		return each(r, r.tables.Passages(), fn)
	case KindOfPosition:
		return each(r, r.tables.Positions(), fn)
	case KindOfEvidence:
		return each(r, r.tables.Evidence(), fn)
	case KindOfSalience:
		return each(r, r.tables.Salience(), fn)
	case KindOfVersion:
		return r.tables.Proposals().Each(r.ctx, func(p Proposal) error { return r.eachVersion(p, fn) })
	case KindOfRevision:
		return r.tables.Articles().Each(r.ctx, func(a Article) error { return r.eachRevision(a, fn) })
	case KindOfTransaction:
		return r.eachTransaction(fn)
	}
	return fmt.Errorf("there is no list of every %s", kind)
}

func each[T, F any](r *Reader, t Table[T, F], fn func(any) error) error {
	return t.Each(r.ctx, func(v T) error { return fn(v) })
}

func (r *Reader) eachVersion(p Proposal, fn func(any) error) error {
	list, err := r.tables.Proposals().Versions(r.ctx, p.ID, Page{})
	for _, v := range list {
		if err == nil && v.Version <= p.LatestVersion {
			err = fn(v)
		}
	}
	return err
}

// eachRevision holds one text at a time.
func (r *Reader) eachRevision(a Article, fn func(any) error) error {
	for n := int64(1); n <= a.LatestRevision; n++ {
		v, err := r.tables.Revisions().Get(r.ctx, a.ID, n)
		if err != nil {
			return err
		}
		if err := fn(v); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) eachTransaction(fn func(any) error) error {
	page := Page{Limit: transactionChunk, Sort: SortRecorded}
	for {
		list, err := r.tables.Transactions().List(r.ctx, TransactionFilter{}, page)
		if err != nil {
			return err
		}
		for _, t := range list {
			if t.Number > r.clock.KnownAt.Number {
				return nil
			}
			if err := fn(t); err != nil {
				return err
			}
		}
		if len(list) < transactionChunk {
			return nil
		}
		key := list[len(list)-1].Key()
		page.After = &key
	}
}

// HeadThen is the transaction the reader is as of, without its changes; ok is false
// before the first one.
func (r *Reader) HeadThen() (t Transaction, ok bool, err error) {
	list, err := r.tables.Transactions().ByNumber(r.ctx, []int64{r.clock.KnownAt.Number})
	if err != nil || len(list) == 0 {
		return t, false, err
	}
	return list[0], true, nil
}
