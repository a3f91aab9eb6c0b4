SELECT * FROM customers_account WHERE id = %(key)s;
SELECT * FROM customers_contact WHERE account_id = %(key)s ORDER BY sort_key, id;
SELECT * FROM customers_preference WHERE contact_id IN (SELECT id FROM customers_contact WHERE
    account_id = %(key)s);
SELECT * FROM customers_agreement WHERE account_id = %(key)s;
SELECT id, name, name_en FROM identity_user WHERE id IN (SELECT account_manager_id FROM
    customers_account WHERE id = %(key)s);
SELECT id, title, number, state, arrives_at FROM visits_visit WHERE account_id = %(key)s ORDER BY
    arrives_at DESC, id DESC LIMIT 6;
SELECT id, kind, actor_id, occurred_at, data FROM journal_entry WHERE context_kind =
    'customers.account' AND context_id = %(key)s ORDER BY occurred_at DESC, id DESC LIMIT 8
