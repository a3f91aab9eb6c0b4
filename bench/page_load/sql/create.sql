UPDATE visits_numberseries SET last = last + 1 WHERE year = extract(year FROM now());
INSERT INTO visits_visit (visit_columns) SELECT visit_values FROM visits_visit WHERE id = %(key)s
    RETURNING id;
INSERT INTO visits_member (visit_id, user_id, added_at, list_order) SELECT %(new)s, user_id,
    now(), 0 FROM visits_member WHERE visit_id = %(key)s;
INSERT INTO journal_entry (event_id, kind, actor_id, subject_kind, subject_id, context_kind,
    context_id, occurred_at, recorded_at, data) SELECT gen_random_uuid(), kind, actor_id,
    subject_kind, %(new)s, context_kind, context_id, now(), now(), data FROM journal_entry WHERE
    subject_kind = 'visits.visit' AND subject_id = %(key)s;
INSERT INTO procrastinate_jobs (queue_name, task_name, args) SELECT 'bench', 'bench.nothing', '{}' FROM
    generate_series(1, (SELECT count(*) FROM journal_entry WHERE subject_kind = 'visits.visit' AND
    subject_id = %(new)s))
