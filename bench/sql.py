"""The statements that grow the bench's database; numbers come from `grow.Size`."""

# Libraries in a row, so that a number picks one; big ones stand more often.
PICK_LIBRARY = """
    SELECT id, municipality_id, row_number() OVER (ORDER BY code) - 1 AS n FROM consortium_library
    WHERE kind IN ('main', 'branch')
"""

STEPS: list[tuple[str, str]] = [
    (
        "works and records",
        """
        INSERT INTO catalogue_work (key) SELECT 'bench-' || n FROM generate_series(1, %(records)d) n;
        INSERT INTO catalogue_bibrecord (work_id, marc, control_number, control_source, title, subtitle, responsibility,
            author, people, edition, publisher, year, languages, media_type, audience, is_fiction, subjects, series,
            series_number, classification, isbns, extent, summary, contents, title_sort, author_sort, is_suppressed,
            created_at, changed_at)
        SELECT w.id, '{"leader": "00000nam a2200000 a 4500", "fields": []}'::jsonb, '', '',
            'Titel ' || w.id, '', '', 'Efternamn ' || w.id %% 9000 || ', Förnamn', ARRAY['Efternamn'], '', '', 1950 + w.id %% 75,
            ARRAY['swe'], 'book', 'adult', true, ARRAY['ämne ' || w.id %% 500], '', '', 'Hc', ARRAY[]::varchar[], '', '',
            '', 'titel ' || lpad(w.id::text, 8, '0'), 'efternamn', false, now(), now()
        FROM catalogue_work w WHERE w.key LIKE 'bench-%%'
        """,
    ),
    (
        "items",
        f"""
        WITH place AS ({PICK_LIBRARY}),
        record AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM catalogue_bibrecord)
        INSERT INTO inventory_item (barcode, record_id, owning_library_id, department, placement, shelf_mark, shelf_key,
            media_type_id, loan_kind, note, pieces, acquired_date, is_quick_add, withdrawn_reason)
        SELECT '39' || lpad(number::text, 10, '0'), record.id, place.id, 'Vuxen', '', 'Hc ' || number %% 999, 'hc ' || number %% 999,
            'book', 'normal', '', 1, '2020-01-01', false, ''
        FROM generate_series(1, %(items)d) AS number
        JOIN record ON record.n = number %% %(records)d
        JOIN place ON place.n = (number * 7919) %% 34
        """,
    ),
    (
        "whereabouts",
        """
        INSERT INTO inventory_whereabouts (item_id, place, library_id, department, placement, attention_reason, since)
        SELECT id, 'shelf', owning_library_id, department, placement, '', now() FROM inventory_item
        """,
    ),
    (
        "patrons",
        f"""
        WITH place AS ({PICK_LIBRARY})
        INSERT INTO patrons_patron (first_name, last_name, birth_date, category_id, municipality_id, home_library_id,
            street, postcode, town, protection, language, expires_date, name_sort, registered_at)
        SELECT 'Förnamn', 'Efternamn ' || number, date '1950-01-01' + (number %% 18000), 'adult', place.municipality_id, place.id,
            '', '', '', 'none', 'sv', '2040-12-31', 'efternamn ' || lpad(number::text, 8, '0'), now()
        FROM generate_series(1, %(patrons)d) AS number JOIN place ON place.n = number %% 34;
        INSERT INTO patrons_card (number, patron_id, is_active, issued_at, blocked_reason)
        SELECT '28' || lpad(id::text, 12, '0'), id, true, now(), '' FROM patrons_patron
        """,
    ),
    (
        "a year of closed loans",
        """
        INSERT INTO circulation_loan (item_id, patron_id, library_id, checked_out_at, due_date, renewals, rule_ids,
            checked_in_at, checked_in_library_id, returned_date, return_channel, channel, owning_municipality_id,
            patron_municipality_id, category_code, is_child, media_type_code, language)
        SELECT item.id, NULL, item.owning_library_id, now() - interval '1 day' * (30 + n %% 365), current_date - 5, 0, '[]',
            now() - interval '1 day' * (5 + n %% 20), item.owning_library_id, current_date - 5, 'desk', 'desk',
            library.municipality_id, library.municipality_id, 'adult', false, 'book', 'swe'
        FROM (SELECT row_number() OVER (ORDER BY id) AS n, * FROM inventory_item LIMIT %(closed_loans)d) item
        JOIN consortium_library library ON library.id = item.owning_library_id
        """,
    ),
    (
        "open loans",
        """
        WITH lent AS (
            INSERT INTO circulation_loan (item_id, patron_id, library_id, checked_out_at, due_date, renewals, rule_ids,
                return_channel, channel, owning_municipality_id, patron_municipality_id, category_code, is_child,
                media_type_code, language)
            SELECT item.id, patron.id, item.owning_library_id, now() - interval '5 day', current_date + 23, 0, '[]', '',
                'desk', library.municipality_id, patron.municipality_id, 'adult', false, 'book', 'swe'
            FROM (SELECT row_number() OVER (ORDER BY id DESC) AS n, * FROM inventory_item ORDER BY id DESC
                  LIMIT %(open_loans)d) item
            JOIN (SELECT row_number() OVER (ORDER BY id DESC) AS n, * FROM patrons_patron) patron
                ON patron.n = 1 + item.n %% (%(patrons)d / 3)
            JOIN consortium_library library ON library.id = item.owning_library_id
            RETURNING id, item_id
        )
        UPDATE inventory_whereabouts place SET place = 'on_loan', loan_id = lent.id FROM lent WHERE lent.item_id = place.item_id
        """,
    ),
    (
        "holds",
        """
        INSERT INTO holds_hold (work_id, record_id, patron_id, pickup_library_id, state, placed_at, jump_reason,
            pickup_code, channel, category_code, is_child, media_type_code, language)
        SELECT record.work_id, record.id, patron.id, patron.home_library_id, 'waiting', now() - interval '1 hour' * patron.n,
            '', '', 'web', 'adult', false, 'book', 'swe'
        FROM (SELECT row_number() OVER (ORDER BY id) AS n, * FROM patrons_patron LIMIT %(holds)d) patron
        JOIN (SELECT row_number() OVER (ORDER BY id DESC) AS n, * FROM catalogue_bibrecord) record
            ON record.n = 1 + patron.n %% (%(holds)d / 4)
        """,
    ),
    (
        "events",
        """
        INSERT INTO journal_event (kind, at, channel, item_id, record_id, loan_id, why)
        SELECT 'ItemCheckedIn', checked_in_at, 'desk', item_id, NULL, id, '{}' FROM circulation_loan
        WHERE checked_in_at IS NOT NULL
        """,
    ),
]
