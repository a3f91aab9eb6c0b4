SELECT id, title, number, state, arrives_at, headcount, account_id, lead_host_id FROM visits_visit
    ORDER BY list_order, id LIMIT 50;
SELECT id, name, name_en, tier FROM customers_account WHERE id IN (SELECT account_id FROM
    visits_visit ORDER BY list_order, id LIMIT 50);
SELECT id, name, name_en FROM identity_user WHERE id IN (SELECT lead_host_id FROM visits_visit
    ORDER BY list_order, id LIMIT 50);
SELECT id, name, query FROM ui_savedview WHERE owner_key = %(key)s;
SELECT id, name, name_en FROM procedures_visittype;
SELECT id, name, name_en FROM identity_site
