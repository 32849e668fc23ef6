package export

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// What follows is in the form of PROV-JSONLD: every member but the names is a
// list, and what is not of PROV has a prefix.

func texts(values ...string) []any {
	var list []any
	for _, v := range values {
		if v != "" {
			list = append(list, v)
		}
	}
	return list
}

func typed(kind, value string) []any {
	if value == "" {
		return nil
	}
	return []any{node{"@type": kind, "@value": value}}
}

func label(text string) []any { return []any{node{"@value": text}} }

func dated(d *edtf.Date) []any {
	if d == nil {
		return nil
	}
	return typed("edtf:EDTF-level1", d.String())
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func ref(r *ledger.Reference) []any {
	if r == nil {
		return nil
	}
	return texts(urn(r.ID))
}

// withoutBlanks leaves out members that say nothing.
func withoutBlanks(n node) node {
	for name, v := range n {
		if list, is := v.([]any); is && len(list) == 0 {
			delete(n, name)
		}
	}
	return n
}

func byID(id *uuid.UUID) []any {
	if id == nil {
		return nil
	}
	return texts(urn(*id))
}

func agent(p *ledger.Party) node {
	var same []any
	for _, i := range p.Identifiers {
		same = append(same, iri(i))
	}
	return withoutBlanks(node{"@id": urn(p.ID), "@type": "Agent", "rdf:type": texts(partyTypes[p.Kind]), "label": label(p.Name), "owl:sameAs": same,
		"parley:kind": typed("parley:PartyKind", p.Kind)})
}

// partyTypes are the agents of PROV-O; a bloc is an organization of others.
var partyTypes = map[string]string{"person": "prov:Person", "organization": "prov:Organization", "state": "prov:Organization", "bloc": "prov:Organization"}

var (
	wikidata = regexp.MustCompile(`^Q[1-9]\d*$`)
	country  = regexp.MustCompile(`^[A-Z]{2}$`)
)

// iri is the name of a party in somebody else's register, as that register writes
// it on the web; of one that is not known here, a URN of scheme and value.
func iri(i ledger.Identifier) string {
	scheme := strings.ToLower(i.Scheme)
	switch {
	case scheme == "wikidata" && wikidata.MatchString(i.Value):
		return "http://www.wikidata.org/entity/" + i.Value
	case strings.HasPrefix(scheme, "iso3166") && country.MatchString(i.Value):
		return "https://www.iso.org/obp/ui/#iso:code:3166:" + i.Value
	}
	if u, err := url.Parse(i.Value); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		return u.String()
	}
	return "urn:parley:identifier:" + url.PathEscape(i.Scheme) + ":" + url.PathEscape(i.Value)
}

func issue(i *ledger.Issue) node {
	return node{"@id": urn(i.ID), "@type": "Entity", "rdf:type": texts("parley:Issue"), "label": label(i.Question), "parley:negotiation": texts(urn(i.Negotiation.ID))}
}

func position(r *ledger.HistoryRecord) node {
	p, row := &r.Position, &r.Row
	stated := p.Stated
	n := node{
		"@id": urn(p.ID), "@type": "Entity", "rdf:type": texts("parley:Position"), "label": label(p.Summary),
		"prov:wasAttributedTo": append(texts(urn(p.Party.ID)), ref(p.Speaker)...), "prov:generatedAtTime": typed("xsd:dateTime", instant(p.RecordedAt)),
		"parley:issue": texts(urn(p.Issue.ID)), "parley:proposal": ref(p.Proposal), "parley:speaker": ref(p.Speaker),
		"parley:act": typed("parley:Act", p.Act), "parley:stance": typed("parley:Stance", text(p.Stance)), "parley:status": typed("parley:Status", p.Status),
		"parley:stated": dated(&stated), "parley:heldUntil": dated(p.HeldUntil), "parley:conditions": label(row.Conditions), "parley:terms": label(row.Terms),
		"parley:standing": typed("xsd:boolean", strconv.FormatBool(row.Standing)), "parley:number": typed("xsd:integer", strconv.FormatInt(p.Number, 10)),
		"parley:confidence": typed("parley:Confidence", text(p.Confidence)), "parley:change": typed("parley:Change", text(p.Change)),
	}
	if p.Ended != nil {
		n["parley:ended"], n["parley:endedHow"], n["parley:supersededBy"] = dated(&p.Ended.Date), typed("parley:EndedHow", p.Ended.How), byID(p.Ended.By)
	}
	for name, said := range map[string]string{"parley:conditions": row.Conditions, "parley:terms": row.Terms} {
		if said == "" {
			delete(n, name)
		}
	}
	for name, v := range map[string]*float64{"parley:scaleValue": row.ScaleValue, "parley:scaleLow": row.ScaleLow, "parley:scaleHigh": row.ScaleHigh} {
		if v != nil {
			n[name] = typed("xsd:double", strconv.FormatFloat(*v, 'g', -1, 64))
		}
	}
	return withoutBlanks(n)
}

// delegation says for whom a speaker spoke, in this position: the short term holds
// for the speaker as such, the long one names the position.
func (l *linked) delegation(r *ledger.HistoryRecord) {
	if r.Speaker == nil || r.OnBehalfOf == nil {
		return
	}
	speaker, party := urn(r.Speaker.ID), urn(r.OnBehalfOf.ID)
	if l.once(speaker + party) {
		l.node(node{"@id": speaker, "@type": "Agent", "prov:actedOnBehalfOf": texts(party)})
	}
	l.node(node{"@type": "Delegation", "delegate": speaker, "responsible": party, "parley:position": texts(urn(r.Position.ID))})
}

// source tells where the passage of a record comes from, and that its position does.
func (l *linked) source(r *ledger.HistoryRecord) {
	a, e := r.Article, r.Evidence
	revision := l.revision(r)
	if l.once(urn(a.ID)) {
		l.node(article(a))
	}
	if l.once(revision) {
		l.node(node{"@id": revision, "@type": "Entity", "rdf:type": texts("parley:Revision"), "prov:specializationOf": texts(urn(a.ID))})
	}
	if l.once(urn(e.Passage)) {
		l.node(node{"@id": urn(e.Passage), "@type": "Entity", "rdf:type": texts("parley:Passage"), "value": label(e.Selected.Exact),
			"prov:wasQuotedFrom": texts(revision), "prov:generatedAtTime": typed("xsd:dateTime", instant(e.Selected.RecordedAt)),
			"parley:state": typed("parley:AnchorState", e.Selected.State)})
	}
	l.node(withoutBlanks(node{"@id": urn(e.ID), "@type": "Entity", "rdf:type": texts("parley:Evidence"), "parley:position": texts(urn(r.Position.ID)),
		"parley:relation": typed("parley:Relation", e.Relation), "parley:quotation": typed("parley:Quotation", text(e.Quotation)),
		"parley:attribution": typed("parley:Attribution", text(e.Attribution)), "parley:reported": dated(e.ReportedDate),
		"prov:wasAttributedTo": ref(e.AttributedTo), "parley:source": said(e.Source)}))
	l.node(node{"@id": urn(r.Position.ID), "@type": "Entity", "prov:wasDerivedFrom": texts(urn(e.Passage)), "prov:hadPrimarySource": texts(primary(a))})
}

func said(s *string) []any {
	if s == nil {
		return nil
	}
	return label(*s)
}

// primary is what an article retells, as far as it is recorded, else itself.
func primary(a *ledger.Article) string {
	switch {
	case a.Relays == nil:
		return urn(a.ID)
	case a.Relays.Article != nil:
		return urn(a.Relays.Article.ID)
	}
	return "urn:parley:outlet:" + url.PathEscape(text(a.Relays.Outlet))
}

func article(a *ledger.Article) node {
	n := node{"@id": urn(a.ID), "@type": "Entity", "rdf:type": texts("parley:Article"), "dcterms:publisher": said(a.Publisher), "dcterms:issued": dated(a.Published),
		"dcterms:language": said(a.Language), "dcterms:title": said(a.Title), "dcterms:creator": said(a.Byline), "prov:generatedAtTime": typed("xsd:dateTime", instant(a.RecordedAt))}
	if a.URL != nil {
		n["location"] = texts(*a.URL)
	}
	if a.Relays != nil {
		n["prov:wasDerivedFrom"], n["prov:hadPrimarySource"] = texts(primary(a)), texts(primary(a))
	}
	return withoutBlanks(n)
}
