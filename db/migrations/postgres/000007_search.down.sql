DROP SEQUENCE search_numbers;
DROP TABLE search_words;
DROP TABLE search_backlog;
DROP TABLE search_names;
DROP TABLE search_entries;
