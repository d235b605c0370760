"""The statements that grow the bench's database; numbers come from `grow.Size`.

A statement may be run again after a kill: each is one transaction, and `grow` notes those that are done.
The last items by barcode are the ones under way: lent, on a hold shelf, in a van, set aside.
"""

# Libraries in a row, so that a number picks one.
PICK_LIBRARY = """
    SELECT id, code, municipality_id, row_number() OVER (ORDER BY code) - 1 AS n, count(*) OVER () AS libraries
    FROM consortium_library WHERE kind IN ('main', 'branch')
"""


def last_items(after: str, number: str) -> str:
    """So many items in a row (`n` from 0), `after` so many from the end; both are sums of sizes."""
    return f"""(
        SELECT item.*, row_number() OVER (ORDER BY item.barcode) - 1 AS n, record.work_id, library.municipality_id,
            (row_number() OVER (ORDER BY item.barcode) * 6007) %% %(patrons)d AS patron_n
        FROM inventory_item item
        JOIN catalogue_bibrecord record ON record.id = item.record_id
        JOIN consortium_library library ON library.id = item.owning_library_id
        WHERE item.barcode > '39' || lpad((%(items)d - ({after}) - ({number}))::text, 10, '0')
            AND item.barcode <= '39' || lpad((%(items)d - ({after}))::text, 10, '0')
    )"""


PATRONS = "(SELECT row_number() OVER (ORDER BY id) - 1 AS n, * FROM patrons_patron)"
LENT = last_items("0", "%(open_loans)d")
READY = last_items("%(open_loans)d", "%(ready)d")
COMING = last_items("%(open_loans)d + %(ready)d", "%(coming)d")
GOING_HOME = last_items("%(open_loans)d + %(ready)d + %(coming)d", "%(going_home)d")
SET_ASIDE = last_items("%(open_loans)d + %(ready)d + %(coming)d + %(going_home)d", "%(set_aside)d")

HOLD_COLUMNS = """work_id, record_id, patron_id, pickup_library_id, captured_item_id, state, placed_at, captured_at,
    ready_at, told_at, shelf_until, ended_at, jumped_at, jump_reason, pickup_code, channel, category_code, is_child,
    media_type_code, language"""

STEPS: list[tuple[str, str]] = [
    (
        "works",
        "INSERT INTO catalogue_work (key) SELECT 'bench-' || n FROM generate_series(1, %(records)d) n",
    ),
    (
        "records, with a kilobyte of MARC each",
        """
        INSERT INTO catalogue_bibrecord (work_id, marc, control_number, control_source, title, subtitle, responsibility,
            author, people, edition, publisher, year, languages, media_type, audience, is_fiction, subjects, series,
            series_number, classification, isbns, extent, summary, contents, title_sort, author_sort, is_suppressed,
            created_at, changed_at)
        SELECT w.id, jsonb_build_object('leader', '00000nam a2200000 a 4500', 'fields', (
                SELECT jsonb_agg(jsonb_build_object('500', md5(w.id::text || tag) || md5(tag || w.id::text)))
                FROM generate_series(1, 12) tag
            )), 'bench-' || w.id, 'BENCH', 'Titel ' || w.id, '', '', 'Efternamn ' || w.id %% 9000 || ', Förnamn',
            ARRAY['Efternamn ' || w.id %% 9000 || ', Förnamn'], '', 'Förlaget', 1950 + w.id %% 75, ARRAY['swe'], 'book',
            'adult', true, ARRAY['ämne ' || w.id %% 500], '', '', 'Hc', ARRAY['978' || lpad(w.id::text, 10, '0')], '',
            'Handling. ' || md5(w.id::text), '', 'titel ' || lpad(w.id::text, 8, '0'),
            'efternamn ' || lpad((w.id %% 9000)::text, 4, '0'), false, now() - interval '1 hour' * (w.id %% 80000),
                now()
        FROM catalogue_work w WHERE w.key LIKE 'bench-%%'
        """,
    ),
    (
        # Every record has copies: their numbers go round the records, however the ids run.
        "items",
        f"""
        WITH place AS ({PICK_LIBRARY}),
        record AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM catalogue_bibrecord)
        INSERT INTO inventory_item (barcode, record_id, owning_library_id, department, placement, shelf_mark, shelf_key,
            media_type_id, loan_kind, note, pieces, acquired_date, is_quick_add, withdrawn_reason)
        SELECT '39' || lpad(number::text, 10, '0'), record.id, place.id, 'Vuxen', '', 'Hc ' || number %% 999,
            'hc ' || number %% 999, 'book', 'normal', '', 1, '2020-01-01', false, ''
        FROM generate_series(1::bigint, %(items)d) AS number
        JOIN record ON record.n = number %% %(records)d
        JOIN place ON place.n = (number * 7919) %% place.libraries
        ORDER BY number
        """,
    ),
    (
        "whereabouts",
        """
        INSERT INTO inventory_whereabouts (item_id, place, library_id, department, placement, attention_reason, since)
        SELECT id, 'shelf', owning_library_id, department, placement, '', now() FROM inventory_item ORDER BY id
        """,
    ),
    (
        "patrons",
        f"""
        WITH place AS ({PICK_LIBRARY})
        INSERT INTO patrons_patron (first_name, last_name, birth_date, category_id, municipality_id, home_library_id,
            street, postcode, town, protection, language, expires_date, name_sort, registered_at)
        SELECT 'Förnamn', 'Efternamn ' || number %% 9000, date '1950-01-01' + (number %% 18000), 'adult',
            place.municipality_id, place.id, '', '', '', 'none', 'sv', '2040-12-31',
            'efternamn ' || number %% 9000 || ', förnamn', now()
        FROM generate_series(1, %(patrons)d) AS number JOIN place ON place.n = number %% place.libraries
        ORDER BY number
        """,
    ),
    (
        "cards",
        """
        INSERT INTO patrons_card (number, patron_id, is_active, issued_at, blocked_reason)
        SELECT '28' || lpad(id::text, 12, '0'), id, true, now(), '' FROM patrons_patron ORDER BY id
        """,
    ),
    (
        "channels",
        """
        INSERT INTO patrons_contactchannel (patron_id, kind, value, rank)
        SELECT id, 'email', 'nr' || id || '@example.org', 1 FROM patrons_patron
        UNION ALL SELECT id, 'phone', '+46701' || lpad(id::text, 6, '0'), 2 FROM patrons_patron
        """,
    ),
    (
        "a year of closed loans",
        """
        INSERT INTO circulation_loan (item_id, patron_id, library_id, checked_out_at, due_date, renewals, rule_ids,
            checked_in_at, checked_in_library_id, returned_date, return_channel, channel, owning_municipality_id,
            patron_municipality_id, category_code, is_child, media_type_code, language)
        SELECT id, NULL, owning_library_id, day, (day + interval '28 day')::date, 0, '[]', day + interval '19 day',
            owning_library_id, (day + interval '19 day')::date, 'desk', 'desk', municipality_id, municipality_id,
                'adult',
            false, 'book', 'swe'
        FROM (
            SELECT item.id, item.owning_library_id, library.municipality_id,
                now() - interval '1 minute' * (30 * 1440 + item.id * 7919 %% (365 * 1440)) AS day
            FROM inventory_item item JOIN consortium_library library ON library.id = item.owning_library_id
            ORDER BY item.id LIMIT %(closed_loans)d
        ) lent
        ORDER BY day
        """,
    ),
    (
        "open loans",
        f"""
        WITH lent AS (
            INSERT INTO circulation_loan (item_id, patron_id, library_id, checked_out_at, due_date, renewals, rule_ids,
                return_channel, channel, owning_municipality_id, patron_municipality_id, category_code, is_child,
                media_type_code, language)
            SELECT item.id, patron.id, item.owning_library_id, now() - interval '5 day', current_date + 23, 0, '[]', '',
                'desk', item.municipality_id, patron.municipality_id, 'adult', false, 'book', 'swe'
            FROM {LENT} item
            -- The last patrons by number, four loans each: the first are left to those who measure.
            JOIN {PATRONS} patron ON patron.n = %(patrons)d - 1 - item.n %% (%(open_loans)d / 4)
            RETURNING id, item_id
        )
        UPDATE inventory_whereabouts place SET place = 'on_loan', loan_id = lent.id
        FROM lent WHERE lent.item_id = place.item_id
        """,
    ),
    (
        # Four wait for each of the last titles.
        "holds that wait",
        f"""
        INSERT INTO holds_hold ({HOLD_COLUMNS})
        SELECT record.work_id, record.id, patron.id, patron.home_library_id, NULL, 'waiting',
            now() - interval '1 minute' * patron.n, NULL, NULL, NULL, NULL, NULL,
            CASE WHEN patron.n %% 200 = 0 THEN now() END, CASE WHEN patron.n %% 200 = 0 THEN 'skäl' ELSE '' END,
            '', 'web', 'adult', false, 'book', 'swe'
        FROM {PATRONS} patron
        JOIN (SELECT row_number() OVER (ORDER BY id DESC) - 1 AS n, * FROM catalogue_bibrecord) record
            ON record.n = patron.n %% (%(holds)d / 4)
        WHERE patron.n < %(holds)d
        """,
    ),
    (
        "holds that ended",
        f"""
        INSERT INTO holds_hold ({HOLD_COLUMNS})
        SELECT record.work_id, record.id, NULL, place.id, NULL, 'fulfilled', now() - interval '1 hour' * record.n,
            NULL, NULL, NULL, NULL, now() - interval '1 minute' * record.n, NULL, '', '', 'web', 'adult', false,
                'book', 'swe'
        FROM (SELECT row_number() OVER (ORDER BY id) - 1 AS n, * FROM catalogue_bibrecord LIMIT %(ended_holds)d) record
        JOIN ({PICK_LIBRARY}) place ON place.n = record.n %% place.libraries
        """,
    ),
    (
        "the hold shelves",
        f"""
        WITH ready AS (
            INSERT INTO holds_hold ({HOLD_COLUMNS})
            SELECT item.work_id, item.record_id, patron.id, item.owning_library_id, item.id, 'ready',
                now() - interval '9 day', now() - interval '3 day', now() - interval '2 day',
                CASE WHEN item.n %% 5 > 0 THEN now() - interval '1 day' END, current_date + (item.n %% 7)::int, NULL,
                NULL, '', 'K' || item.n, 'web', 'adult', false, 'book', 'swe'
            FROM {READY} item JOIN {PATRONS} patron ON patron.n = item.patron_n
            -- One in nine is off: its patron has changed their mind, and it waits to be scanned away.
            WHERE item.n %% 9 > 0
            RETURNING id, captured_item_id
        )
        UPDATE inventory_whereabouts place SET place = 'hold_shelf', hold_id = ready.id
        FROM {READY} item LEFT JOIN ready ON ready.captured_item_id = item.id WHERE place.item_id = item.id
        """,
    ),
    (
        "holds in the vans",
        f"""
        WITH placed AS (
            INSERT INTO holds_hold ({HOLD_COLUMNS})
            SELECT item.work_id, item.record_id, patron.id, place.id, item.id, 'in_transit', now() - interval '9 day',
                now() - interval '1 day', NULL, NULL, NULL, NULL, NULL, '', '', 'web', 'adult', false, 'book', 'swe'
            FROM {COMING} item JOIN {PATRONS} patron ON patron.n = item.patron_n
            JOIN ({PICK_LIBRARY}) mine ON mine.id = item.owning_library_id
            JOIN ({PICK_LIBRARY}) place ON place.n = (mine.n + 1 + item.n %% 8) %% place.libraries
            RETURNING id, captured_item_id, pickup_library_id
        ), gone AS (
            INSERT INTO logistics_transit (item_id, from_library_id, to_library_id, purpose, hold_id, opened_at,
                asked_at,
                closed_as)
            SELECT item.id, item.owning_library_id, placed.pickup_library_id, 'hold', placed.id,
                now() - interval '1 day' * (1 + item.id %% 9), now() - interval '1 day' * (1 + item.id %% 9), ''
            FROM placed JOIN inventory_item item ON item.id = placed.captured_item_id
            RETURNING id, item_id, hold_id
        )
        UPDATE inventory_whereabouts place SET place = 'in_transit', hold_id = gone.hold_id, transit_id = gone.id
        FROM gone WHERE gone.item_id = place.item_id
        """,
    ),
    (
        "items on their way home",
        f"""
        WITH gone AS (
            INSERT INTO logistics_transit (item_id, from_library_id, to_library_id, purpose, opened_at, asked_at,
                closed_as)
            SELECT item.id, place.id, item.owning_library_id, 'home', now() - interval '1 day' * (1 + item.id %% 9),
                now() - interval '1 day' * (1 + item.id %% 9), ''
            FROM {GOING_HOME} item
            JOIN ({PICK_LIBRARY}) mine ON mine.id = item.owning_library_id
            JOIN ({PICK_LIBRARY}) place ON place.n = (mine.n + 1 + item.n %% 8) %% place.libraries
            RETURNING id, item_id, from_library_id
        )
        UPDATE inventory_whereabouts place SET place = 'in_transit', transit_id = gone.id,
            library_id = gone.from_library_id
        FROM gone WHERE gone.item_id = place.item_id
        """,
    ),
    (
        "journeys that ended",
        f"""
        INSERT INTO logistics_transit (item_id, from_library_id, to_library_id, purpose, opened_at, asked_at, closed_at,
            closed_library_id, closed_as)
        SELECT item.id, item.owning_library_id, place.id, 'home', day, day, day + interval '1 day', place.id, 'arrived'
        FROM (
            SELECT *, now() - interval '1 minute' * (1440 + id %% (365 * 1440)) AS day FROM inventory_item
            ORDER BY id LIMIT %(ended_transits)d
        ) item
        JOIN ({PICK_LIBRARY}) mine ON mine.id = item.owning_library_id
        JOIN ({PICK_LIBRARY}) place ON place.n = (mine.n + 1 + item.id %% 8) %% place.libraries
        """,
    ),
    (
        "items set aside",
        f"""
        UPDATE inventory_whereabouts place SET place = 'attention',
            attention_reason = CASE WHEN item.n %% 2 = 0 THEN 'damaged' ELSE 'quick_add' END
        FROM {SET_ASIDE} item WHERE item.id = place.item_id
        """,
    ),
    (
        "pull lists",
        """
        INSERT INTO holds_pullslip (hold_id, item_id, library_id, state, created_at, why)
        SELECT hold.id, item.id, item.owning_library_id, 'open', now(), '{}'
        FROM (
            SELECT DISTINCT ON (record_id) * FROM holds_hold WHERE state = 'waiting' ORDER BY record_id, placed_at
        ) hold
        JOIN LATERAL (
            SELECT item.* FROM inventory_item item JOIN inventory_whereabouts spot ON spot.item_id = item.id
            WHERE item.record_id = hold.record_id AND spot.place = 'shelf' ORDER BY item.id LIMIT 1
        ) item ON true
        """,
    ),
    (
        "the phone lists",
        """
        INSERT INTO notices_notice (patron_id, kind, channel, library_id, hold_id, language, state, created_at,
            attempts,
            last_error)
        SELECT patron_id, 'hold_ready', 'phone', pickup_library_id, id, 'sv', 'phone', ready_at, 0, ''
        FROM holds_hold WHERE state = 'ready' AND told_at IS NULL
        UNION ALL
        SELECT NULL, 'hold_ready', 'email', pickup_library_id, id, 'sv', 'sent', placed_at, 1, ''
        FROM holds_hold WHERE state = 'fulfilled'
        """,
    ),
    (
        "debts",
        f"""
        WITH owing AS (
            SELECT patron.id, patron.municipality_id, nextval('ledger_entry_id_seq') AS entry_id
            FROM {PATRONS} patron WHERE patron.n %% 9 = 0
        ), entry AS (
            INSERT INTO ledger_entry (id, at, cause_kind, cause_id)
            OVERRIDING SYSTEM VALUE SELECT entry_id, now() - interval '40 day', 'other', NULL FROM owing RETURNING id
        ), account AS (
            INSERT INTO ledger_account (kind, owner_kind, owner_id) SELECT 'patron', 'patron', id FROM owing
            RETURNING id, owner_id
        ), income AS (
            INSERT INTO ledger_account (kind, owner_kind, owner_id)
            SELECT DISTINCT 'fee_income', 'municipality', municipality_id FROM owing RETURNING id, owner_id
        ), posting AS (
            INSERT INTO ledger_posting (entry_id, account_id, amount_ore)
            SELECT owing.entry_id, account.id, 500 FROM owing JOIN account ON account.owner_id = owing.id
            UNION ALL
            SELECT owing.entry_id, income.id, -500 FROM owing JOIN income ON income.owner_id = owing.municipality_id
        )
        INSERT INTO fees_charge (patron_id, kind, amount_ore, at, cause_kind, owning_municipality_id,
            charging_municipality_id, entry_id)
        SELECT id, 'other', 500, now() - interval '40 day', 'other', municipality_id, municipality_id, entry_id
            FROM owing
        """,
    ),
    (
        "events of the loans",
        """
        INSERT INTO journal_event (kind, at, channel, library_id, item_id, record_id, work_id, loan_id, patron_id, why)
        SELECT 'ItemCheckedOut', checked_out_at, 'desk', library_id, item_id, item.record_id, record.work_id, loan.id,
            patron_id, '{"rules": {"loan_days": 1}}'::jsonb
        FROM circulation_loan loan JOIN inventory_item item ON item.id = loan.item_id
        JOIN catalogue_bibrecord record ON record.id = item.record_id
        UNION ALL
        SELECT 'ItemCheckedIn', checked_in_at, 'desk', library_id, item_id, item.record_id, record.work_id, loan.id,
            NULL, '{"answer": {"outcome": "shelf"}}'::jsonb
        FROM circulation_loan loan JOIN inventory_item item ON item.id = loan.item_id
        JOIN catalogue_bibrecord record ON record.id = item.record_id
        WHERE checked_in_at IS NOT NULL
        """,
    ),
    (
        "events of the holds",
        """
        INSERT INTO journal_event (kind, at, channel, library_id, record_id, work_id, hold_id, patron_id, why)
        SELECT 'HoldPlaced', placed_at, 'web', pickup_library_id, record_id, work_id, id, patron_id, '{}'
            FROM holds_hold
        """,
    ),
]
