-- The schema of a SQLite database as lines of text; schema_postgres.sql says
-- the same of PostgreSQL in the same words.
WITH tables AS (
  SELECT name FROM sqlite_master
  WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migrations'
    -- What each engine has of its own: the index of words (FTS5 and the tables it
    -- is made of) and the counter of places. No query of db/queries names them.
    AND name NOT LIKE 'search_words%' AND name <> 'search_numbers'
),
index_columns AS (
  SELECT t.name AS table_name, l.name AS index_name, l."unique" AS is_unique, l.origin, l.partial,
    (SELECT group_concat(coalesce(x.name, 'expression') || iif(x."desc", ' desc', ''), ', ' ORDER BY x.seqno)
     FROM pragma_index_xinfo(l.name) x WHERE x.key) AS columns
  FROM tables t JOIN pragma_index_list(t.name) l
)
SELECT t.name || ' column ' || (c.cid + 1) || ' ' || c.name || ' ' || lower(c.type) || iif(c."notnull", ' not null', '') || coalesce(' default ' || c.dflt_value, '')
FROM tables t JOIN pragma_table_info(t.name) c
UNION ALL
SELECT t.name || ' primary key (' || group_concat(c.name, ', ' ORDER BY c.pk) || ')'
FROM tables t JOIN pragma_table_info(t.name) c WHERE c.pk > 0 GROUP BY t.name
UNION ALL
SELECT table_name || ' unique (' || columns || ')' FROM index_columns WHERE origin = 'u'
UNION ALL
SELECT table_name || ' index ' || index_name || ' (' || columns || ')' || iif(is_unique, ' unique', '') || iif(partial, ' partial', '')
FROM index_columns WHERE origin = 'c'
UNION ALL
SELECT t.name || ' foreign key (' || group_concat(f."from", ', ' ORDER BY f.seq) || ') to ' || f."table"
  || ' (' || group_concat(f."to", ', ' ORDER BY f.seq) || ') on delete ' || lower(f.on_delete) || ' on update ' || lower(f.on_update)
FROM tables t JOIN pragma_foreign_key_list(t.name) f GROUP BY t.name, f.id
