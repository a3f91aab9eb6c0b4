SELECT * FROM visits_visit WHERE id = %(key)s;
SELECT id, name, name_en, tier FROM customers_account WHERE id IN (SELECT account_id FROM
    visits_visit WHERE id = %(key)s);
SELECT id, name, name_en FROM identity_site WHERE id IN (SELECT site_id FROM visits_visit WHERE id
    = %(key)s);
SELECT id, name, name_en FROM procedures_visittype WHERE id IN (SELECT visit_type_id FROM
    visits_visit WHERE id = %(key)s);
SELECT id, name, name_en FROM identity_user WHERE id IN (SELECT owner_id FROM visits_node WHERE
    visit_id = %(key)s);
SELECT * FROM visits_node WHERE visit_id = %(key)s ORDER BY number;
SELECT * FROM visits_task WHERE visit_id = %(key)s ORDER BY due_at, id;
SELECT task_id, count(*), count(checked_at) FROM visits_checkitem WHERE task_id IN (SELECT id FROM
    visits_task WHERE visit_id = %(key)s) GROUP BY task_id;
SELECT * FROM visits_agendaitem WHERE visit_id = %(key)s ORDER BY starts_at, id;
SELECT * FROM visits_agendaperson WHERE item_id IN (SELECT id FROM visits_agendaitem WHERE
    visit_id = %(key)s);
SELECT id, name, name_en FROM people_staff WHERE id IN (SELECT staff_id FROM visits_agendaperson
    WHERE item_id IN (SELECT id FROM visits_agendaitem WHERE visit_id = %(key)s));
SELECT * FROM visits_agendabooking WHERE item_id IN (SELECT id FROM visits_agendaitem WHERE
    visit_id = %(key)s);
SELECT id, resource_id, state FROM resources_booking WHERE id IN (SELECT booking_id FROM
    visits_agendabooking WHERE item_id IN (SELECT id FROM visits_agendaitem WHERE visit_id =
    %(key)s));
SELECT id, name, name_en FROM resources_resource WHERE site_id IN (SELECT site_id FROM
    visits_visit WHERE id = %(key)s);
SELECT * FROM visits_guest WHERE visit_id = %(key)s ORDER BY position, id;
SELECT * FROM customers_contact WHERE id IN (SELECT contact_id FROM visits_guest WHERE visit_id =
    %(key)s);
SELECT * FROM customers_preference WHERE contact_id IN (SELECT contact_id FROM visits_guest WHERE
    visit_id = %(key)s);
SELECT * FROM visits_approval WHERE visit_id = %(key)s;
SELECT id, title, purpose FROM documents_document WHERE owner_kind = 'visits.visit' AND owner_id =
    %(key)s;
SELECT * FROM documents_version WHERE document_id IN (SELECT id FROM documents_document WHERE
    owner_kind = 'visits.visit' AND owner_id = %(key)s);
SELECT id, kind, actor_id, occurred_at, data FROM journal_entry WHERE subject_kind =
    'visits.visit' AND subject_id = %(key)s ORDER BY occurred_at DESC, id DESC LIMIT 8
