package dna

import (
	"fmt"
	"maps"
	"slices"
)

// others says what of the database has no place here, so that nobody takes for
// imported what was not.
func (r *reader) others() error {
	for _, what := range slices.Sorted(maps.Keys(r.incomplete)) {
		r.leaves(r.incomplete[what], what)
	}
	r.leaves(r.timed, "times of day of documents: articles and positions have a day")
	for _, q := range counted {
		if err := r.count(q); err != nil {
			return err
		}
	}
	r.leftOut = append(r.leftOut, "colours, and the passwords, permissions and relations of coders")
	return nil
}

func (r *reader) leaves(n int, what string) {
	if n > 0 {
		r.leftOut = append(r.leftOut, fmt.Sprintf("%d %s", n, what))
	}
}

// count runs a query of numbers and what they count.
func (r *reader) count(query string) error {
	return r.each("WITH "+roles+"\n"+query, func(scan func(...any) error) error {
		var n int
		var what string
		err := scan(&n, &what)
		r.leaves(n, what)
		return err
	})
}

// counted are the queries for what has no place, each a number and what it counts.
var counted = []string{
	`SELECT count(*), 'statements of the type "' || t.Label || '": it has no variables concept and person or organization'
	   FROM STATEMENTS s JOIN STATEMENTTYPES t ON t.ID = s.StatementTypeId
	  WHERE t.ID NOT IN (SELECT ID FROM kinds) GROUP BY t.ID, t.Label ORDER BY t.ID`,
	`SELECT count(*), 'statements without a type' FROM STATEMENTS
	  WHERE StatementTypeId IS NULL OR StatementTypeId NOT IN (SELECT ID FROM STATEMENTTYPES)`,
	// A new statement has a value of each of its variables; only those that say something are counted.
	`SELECT count(*), 'values of the variable "' || v.Variable || '" (' || v.DataType || ') of "' || t.Label || '"'
	   FROM (SELECT d.VariableId FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity WHERE trim(e.Value) <> ''
	         UNION ALL SELECT VariableId FROM DATALONGTEXT WHERE trim(Value) <> ''
	         UNION ALL SELECT VariableId FROM DATAINTEGER UNION ALL SELECT VariableId FROM DATABOOLEAN) d
	   JOIN VARIABLES v ON v.ID = d.VariableId JOIN STATEMENTTYPES t ON t.ID = v.StatementTypeId
	  WHERE v.ID NOT IN (SELECT ID FROM roles) AND t.ID IN (SELECT ID FROM kinds) GROUP BY v.ID ORDER BY v.ID`,
	`SELECT count(*), 'entities of the variable "' || v.Variable || '" of "' || t.Label || '"'
	   FROM ENTITIES e JOIN VARIABLES v ON v.ID = e.VariableId JOIN STATEMENTTYPES t ON t.ID = v.StatementTypeId
	  WHERE v.ID NOT IN (SELECT ID FROM roles) AND trim(e.Value) <> '' GROUP BY v.ID ORDER BY v.ID`,
	`SELECT count(*), 'values of the attribute "' || a.AttributeVariable || '" of "' || v.Variable || '"'
	   FROM ATTRIBUTEVALUES x JOIN ATTRIBUTEVARIABLES a ON a.ID = x.AttributeVariableId JOIN VARIABLES v ON v.ID = a.VariableId
	  WHERE trim(x.AttributeValue) <> ''
	    AND NOT (v.ID IN (SELECT ID FROM roles) AND lower(trim(a.AttributeVariable)) IN ('alias', 'notes'))
	  GROUP BY a.ID ORDER BY a.ID`,
	`SELECT count(*), 'entities that stand below another' FROM ENTITIES WHERE ChildOf IS NOT NULL`,
	`SELECT count(*), 'sections of documents' FROM DOCUMENTS WHERE trim(Section) <> ''`,
	`SELECT count(*), 'types of documents' FROM DOCUMENTS WHERE trim(Type) <> ''`,
	`SELECT count(*), 'notes on documents' FROM DOCUMENTS WHERE trim(Notes) <> ''`,
	`SELECT count(*), 'links between variables' FROM VARIABLELINKS`,
	`SELECT count(*), 'regular expressions that colour words' FROM REGEXES`,
}
