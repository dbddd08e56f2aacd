-- The arithmetic of signatures, against what the standards say.
SELECT plan(19);

SELECT is(hera_internal.bytes_to_numeric(b.bytes::bytea), b.wanted::numeric, b.bytes)
FROM (
    VALUES (E'\\x', '0'), (E'\\x00', '0'), (E'\\xff', '255'), (E'\\x0100', '256'), (E'\\x00ffffffffffff', '281474976710655'),
    (E'\\xffffffffffffff', '72057594037927935'), (E'\\x0100000000000000', '72057594037927936'),
    (E'\\xffffffffffffffff', '18446744073709551615')
) AS b (bytes, wanted);

SELECT is(hera_internal.power_modulo(4, 13, 497), 445::numeric, 'four to the thirteenth');
SELECT is(hera_internal.power_modulo(7, 0, 5), 1::numeric, 'the power of nothing');
SELECT is(hera_internal.power_modulo(10, 1, 7), 3::numeric, 'a base beyond the modulus');
SELECT is(hera_internal.power_modulo(2, 65537, 3233), (
    WITH RECURSIVE p (n, x) AS (SELECT 0, 1::numeric UNION ALL SELECT n + 1, x * 2 % 3233 FROM p WHERE n < 65537)
    SELECT x FROM p WHERE n = 65537
), 'the usual exponent, by squaring as by multiplying');
SELECT is(hera_internal.power_modulo(NULL, 1, 7), NULL, 'nothing of nothing');

SELECT is(hera_internal.decode_base64url(d.encoded), convert_to(d.wanted, 'UTF8'), d.encoded)
FROM (VALUES ('Zg', 'f'), ('Zm8', 'fo'), ('Zm9v', 'foo')) AS d (encoded, wanted);
SELECT is(hera_internal.decode_base64url('-_8'), E'\\xfbff'::bytea, 'the two letters that are other than in base64');

-- RFC 4231, test cases 2 and 6: a short key, and one longer than a block.
CREATE FUNCTION pg_temp.hmac(p_key bytea, p_text bytea) RETURNS text LANGUAGE sql AS
$$SELECT encode(sha256(hera_internal.hmac_block(p_key, 92) || sha256(hera_internal.hmac_block(p_key, 54) || p_text)), 'hex')$$;
SELECT is(pg_temp.hmac('Jefe', 'what do ya want for nothing?'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843', 'a short key');
SELECT is(pg_temp.hmac(decode(repeat('aa', 131), 'hex'), 'Test Using Larger Than Block-Size Key - Hash Key First'),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54', 'a key longer than a block');

SELECT * FROM finish();
