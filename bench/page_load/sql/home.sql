SELECT id, title, number, state, arrives_at, account_id, lead_host_id FROM visits_visit WHERE
    state IN ('approved', 'planned', 'confirmed', 'in_progress') ORDER BY arrives_at, id LIMIT 50;
SELECT id, name, name_en, tier FROM customers_account WHERE id IN (SELECT account_id FROM
    visits_visit WHERE state IN ('approved', 'planned', 'confirmed', 'in_progress') ORDER BY
    arrives_at, id LIMIT 50);
SELECT id, name, name_en FROM identity_user WHERE id IN (SELECT lead_host_id FROM visits_visit
    WHERE state IN ('approved', 'planned', 'confirmed', 'in_progress') ORDER BY arrives_at, id
    LIMIT 50);
SELECT * FROM visits_task WHERE assignee_id = %(key)s AND state IN ('assigned', 'accepted') ORDER
    BY due_at, id LIMIT 8;
SELECT * FROM visits_node WHERE owner_id = %(key)s AND state = 'open' ORDER BY due_at, id LIMIT 8;
SELECT * FROM visits_approval WHERE decision = 'pending' ORDER BY asked_at, id LIMIT 8;
SELECT * FROM visits_agendaitem WHERE starts_at >= date_trunc('day', now()) AND starts_at <
    date_trunc('day', now()) + interval '1 day' ORDER BY starts_at LIMIT 200
