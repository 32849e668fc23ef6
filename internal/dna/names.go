package dna

import (
	"slices"
	"strings"

	"parley/internal/bundle"
)

const (
	person       = "person"
	organization = "organization"
)

// partyOf is the slug of a person or an organisation. It is the same in every
// database, and never that of a party which others made: names alone do not tell
// that two are one. Somebody who knows merges them.
func partyOf(kind, name string) string { return bundle.Slug(name, "dna", kind, name) }

func (r *reader) issueOf(concept string) string {
	return bundle.Slug(concept, "dna", r.negotiation, "concept", concept)
}

// entities lists the values of a variable, with the attributes that have a place.
func (r *reader) entities(role string, fn func(name string, aliases []object, notes *string) error) error {
	var names []string
	err := r.each("WITH "+roles+` SELECT DISTINCT trim(e.Value) FROM ENTITIES e JOIN roles v ON v.ID = e.VariableId
		WHERE v.role = ? AND trim(e.Value) <> '' ORDER BY 1`, func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		names = append(names, name)
		return err
	}, role)
	if err != nil {
		return err
	}
	for _, name := range names {
		aliases, notes, err := r.attributes(role, name)
		if err != nil {
			return err
		}
		if err := fn(name, aliases, notes); err != nil || r.ended {
			return err
		}
	}
	return nil
}

// attributes are Alias and Notes of an entity, in all types of statement it is in.
func (r *reader) attributes(role, name string) (aliases []object, notes *string, err error) {
	var all []string
	err = r.each("WITH "+roles+` SELECT DISTINCT lower(trim(a.AttributeVariable)), trim(x.AttributeValue)
		FROM ATTRIBUTEVALUES x JOIN ATTRIBUTEVARIABLES a ON a.ID = x.AttributeVariableId
		JOIN ENTITIES e ON e.ID = x.EntityId JOIN roles v ON v.ID = e.VariableId
		WHERE v.role = ? AND trim(e.Value) = ? AND trim(x.AttributeValue) <> '' ORDER BY 1, 2`, func(scan func(...any) error) error {
		var attribute, value string
		if err := scan(&attribute, &value); err != nil {
			return err
		}
		switch attribute {
		case "alias":
			aliases = append(aliases, object{"name": value})
		case "notes":
			all = append(all, value)
		}
		return nil
	}, role, name)
	if len(all) > 0 {
		notes = new(strings.Join(all, "\n"))
	}
	return aliases, notes, err
}

// parties are organisations, then persons.
func (r *reader) parties() error {
	for _, kind := range []string{organization, person} {
		err := r.entities(kind, func(name string, aliases []object, notes *string) error {
			v := object{"slug": partyOf(kind, name), "kind": kind, "name": name,
				"identifiers": []object{{"scheme": "dna", "value": kind + ": " + name}}}
			if notes != nil {
				v["description"] = *notes
			}
			if len(aliases) > 0 {
				v["aliases"] = aliases
			}
			r.item("party", kind+" "+name, "", v)
			return nil
		})
		if err != nil || r.ended {
			return err
		}
	}
	return nil
}

// memberships are the pairs in which statements name a person and an organisation.
func (r *reader) memberships() error {
	var pairs [][2]string
	err := r.each(with+`SELECT DISTINCT person, organization FROM coded WHERE person <> '' AND organization <> '' ORDER BY 1, 2`,
		func(scan func(...any) error) error {
			var p [2]string
			err := scan(&p[0], &p[1])
			pairs = append(pairs, p)
			return err
		})
	for _, p := range slices.Compact(pairs) {
		r.item("membership", person+" "+p[0], "", object{"member": partyOf(person, p[0]), "group": partyOf(organization, p[1])})
	}
	return err
}

// issues are the concepts.
func (r *reader) issues() error {
	return r.entities("concept", func(name string, aliases []object, notes *string) error {
		v := object{"slug": r.issueOf(name), "negotiation": r.negotiation, "question": name}
		if notes != nil {
			v["description"] = *notes
		}
		r.item("issue", "concept "+name, "", v)
		if len(aliases) > 0 {
			r.incomplete["aliases of concepts"] += len(aliases)
		}
		return nil
	})
}
