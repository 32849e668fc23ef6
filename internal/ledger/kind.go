package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// resource is what Identity and Meta give every recorded thing.
type resource interface {
	identity() *Identity
	meta() *Meta
}

// kind says how one kind of resource is stored, checked and taken back; the
// functions below then create, change and retract all kinds alike.
type kind[T, F any] struct {
	name  Kind
	table func(Tables) Table[T, F]
	find  func(*Reader, string) (T, error)
	// check completes and judges a resource before it is stored: it resolves
	// references to ids and notes every fault.
	check func(*Writer, *T, *faults) error
	// moved says where a resource went that another took the place of; nil for most kinds.
	moved func(*T) *Reference
	// keep says why a resource cannot be retracted now; nil when it always can.
	keep func(*Writer, *T) error
}

// Expect is the number, or one of several, that a caller has seen of a resource
// it wants to change. Any skips the comparison.
type Expect struct {
	Numbers []int64
	Any     bool
}

// Met tells whether a number is one that the caller has seen.
func (e Expect) Met(number int64) bool { return e.Any || slices.Contains(e.Numbers, number) }

// Patch changes the fields of a resource.
type Patch[F any] func(*F) error

func as[T any](v *T) resource { return any(v).(resource) }

// get finds a resource by id or slug.
func get[T, F any](r *Reader, k kind[T, F], ref string) (T, error) {
	v, err := getRow(r, k, ref)
	if r.past && IsKind(err, KindNotFound) {
		return v, &Error{Kind: KindNotFound, Detail: fmt.Sprintf("there is no %s %q recorded by number %d", k.name, ref, r.clock.KnownAt.Number)}
	}
	if err != nil || k.moved == nil {
		return v, err
	}
	if to := k.moved(&v); to != nil {
		return v, &Error{Kind: KindMoved, To: to.String(),
			Detail: fmt.Sprintf("this %s was merged; use %s", k.name, to)}
	}
	return v, nil
}

func getRow[T, F any](r *Reader, k kind[T, F], ref string) (T, error) {
	parsed := ParseReference(ref)
	if parsed.ID != uuid.Nil {
		return k.table(r.tables).Get(r.ctx, parsed.ID)
	}
	if k.find == nil {
		var none T
		return none, NotFound(k.name, ref)
	}
	return k.find(r, parsed.Slug)
}

func create[T, F any](w *Writer, k kind[T, F], v T) (T, error) {
	as(&v).identity().ID = w.newID()
	*as(&v).meta() = Meta{Number: w.entry.Number, RecordedAt: w.entry.RecordedAt, UpdatedAt: w.entry.RecordedAt}
	if err := w.judge(func(f *faults) error { return k.check(w, &v, f) }); err != nil {
		return v, err
	}
	return v, insert(w, k, v)
}

func insert[T, F any](w *Writer, k kind[T, F], v T) error {
	if err := k.table(w.tables).Insert(w.ctx, &v); err != nil {
		return err
	}
	return w.changed(k.name, as(&v).identity().ID, ActionCreate, nil, v)
}

// update changes one resource; a change that leaves it as it was writes nothing.
func update[T, F, In any](w *Writer, k kind[T, F], ref string, expect Expect, fields func(*T) *In, patch Patch[In]) (T, error) {
	before, err := get(&w.Reader, k, ref)
	if err != nil {
		return before, err
	}
	if err := current(k.name, as(&before), expect); err != nil {
		return before, err
	}
	if err := w.mayCorrect(k.name, *as(&before).identity()); err != nil {
		return before, err
	}
	after, err := clone(before)
	if err != nil {
		return before, err
	}
	if err := patch(fields(&after)); err != nil {
		return before, err
	}
	if err := w.rejudge(before, func(f *faults) error { return k.check(w, &after, f) }); err != nil {
		return before, err
	}
	return save(w, k, ActionUpdate, before, after)
}

// save stores a changed resource under the transaction's number, unless it is the same.
func save[T, F any](w *Writer, k kind[T, F], action string, before, after T) (T, error) {
	if same(before, after) {
		return before, nil
	}
	m := as(&after).meta()
	m.Number, m.UpdatedAt = w.entry.Number, w.entry.RecordedAt
	if err := k.table(w.tables).Update(w.ctx, &after); err != nil {
		return after, err
	}
	return after, w.changed(k.name, as(&after).identity().ID, action, before, after)
}

// retract takes a resource back; doing it twice changes nothing more.
func retract[T, F any](w *Writer, k kind[T, F], ref, reason string) (T, error) {
	before, err := get(&w.Reader, k, ref)
	if err != nil || as(&before).meta().Retracted != nil {
		return before, err
	}
	if err := checkReason(w, reason); err != nil {
		return before, err
	}
	if k.keep != nil {
		if err := k.keep(w, &before); err != nil {
			return before, err
		}
	}
	after := before
	as(&after).meta().Retracted = w.retraction(reason)
	return save(w, k, ActionRetract, before, after)
}

// checkReason asks why something is taken back.
func checkReason(w *Writer, reason string) error {
	return w.judge(func(f *faults) error { f.text("/reason", reason, 2000); return nil })
}

func (w *Writer) retraction(reason string) *Retraction {
	return &Retraction{At: w.entry.RecordedAt, Number: w.entry.Number, Reason: reason}
}

// judge runs a check and turns the faults it notes into one refusal.
func (w *Writer) judge(check func(*faults) error) error {
	var f faults
	if err := check(&f); err != nil {
		return err
	}
	return f.err()
}

// rejudge judges a change of what is there: it may keep the references it has,
// also to what was retracted since.
func (w *Writer) rejudge(before any, check func(*faults) error) error {
	was, err := json.Marshal(before)
	if err != nil {
		return err
	}
	return w.judge(func(f *faults) error { f.was = was; return check(f) })
}

func current(name Kind, r resource, expect Expect) error {
	m := r.meta()
	if m.Retracted != nil {
		return Conflict("this %s was retracted under number %d and can no longer be changed", name, m.Retracted.Number)
	}
	if expect.Met(m.Number) {
		return nil
	}
	return Stale("this %s was last changed under number %d, which is not what you read; read it again and repeat your change", name, m.Number)
}

// clone copies deeply, so that a patch cannot reach into the state before it.
func clone[T any](v T) (T, error) {
	var copied T
	data, err := json.Marshal(v)
	if err != nil {
		return copied, err
	}
	return copied, json.Unmarshal(data, &copied)
}

func same(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
