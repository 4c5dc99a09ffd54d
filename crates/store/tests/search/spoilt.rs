//! Blocks of the index of words whose content a disk has spoilt.

use std::path::Path;

use super::*;

/// What the index of words answers, asked behind the program's back; None where it cannot
/// be read.
fn answers(database: &Path, asked: &[String]) -> Option<Vec<Vec<i64>>> {
    let it = rusqlite::Connection::open(database).unwrap();
    let mut statement = it
        .prepare(
            "SELECT rowid FROM inovasi_search WHERE inovasi_search MATCH ?1 UNION ALL
                  SELECT -rowid FROM blob_search WHERE blob_search MATCH ?1",
        )
        .ok()?;
    let mut ask = |it: &String| statement.query_map([it], |row| row.get(0)).ok()?.collect::<Result<_, _>>().ok();
    asked.iter().map(&mut ask).collect()
}

#[test]
fn a_spoilt_block_of_the_index_is_noticed_and_made_anew() {
    let (_desk, store) = office();
    let sha256: BlobHash = SHA.parse().unwrap();
    act(&store, |writer| writer.put_blob_text(&sha256, "Memutuskan: petugas stunting kelurahan Tandang"));
    let database = store.folder().join("registry.sqlite3");
    let it = rusqlite::Connection::open(&database).unwrap();
    it.execute_batch(
        "CREATE VIRTUAL TABLE temp.words USING fts5vocab ('main', 'inovasi_search', 'row');
         CREATE VIRTUAL TABLE temp.of_files USING fts5vocab ('main', 'blob_search', 'row');",
    )
    .unwrap();
    let mut asked: Vec<String> = Vec::new();
    let mut words = it.prepare("SELECT term FROM temp.words UNION SELECT term FROM temp.of_files").unwrap();
    for word in words.query_map([], |row| row.get::<_, String>(0)).unwrap().map(|it| it.unwrap()) {
        let starts = (2..=4).filter(|n| word.chars().count() >= *n);
        asked.extend(starts.map(|n| format!("\"{}\"*", word.chars().take(n).collect::<String>())));
        asked.push(format!("\"{word}\""));
    }
    drop(words);
    let before = answers(&database, &asked).unwrap();
    let (mut n_told, mut n_silent) = (0, 0);
    for table in ["inovasi_search_data", "blob_search_data", "inovasi_search_idx", "blob_search_idx"] {
        let (key, value) = if table.ends_with("data") { ("id", "block") } else { ("segid, pgno", "term") };
        let rows = format!("SELECT {value} FROM {table} ORDER BY {key}");
        let blocks: Vec<Vec<u8>> = it
            .prepare(&rows)
            .unwrap()
            .query_map([], |row| row.get_ref(0).map(|it| it.as_bytes().unwrap().to_vec()))
            .unwrap()
            .map(|it| it.unwrap())
            .collect();
        for (nth, block) in blocks.iter().enumerate() {
            for at in (0..block.len()).step_by(block.len() / 40 + 1) {
                let mut bad = block.clone();
                bad[at] ^= 1 << (at % 8);
                let put = |value_now: &[u8]| {
                    let which = format!("({key}) IN (SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {nth})");
                    it.execute(&format!("UPDATE {table} SET {value} = ?1 WHERE {which}"), [value_now]).unwrap()
                };
                assert_eq!(put(&bad), 1);
                let check = store.check(&mut |_, _, _| true);
                if check.as_ref().is_ok_and(|it| !it.words && it.database.is_empty()) {
                    // Bookkeeping of SQLite's own, which no search asks.
                    assert_eq!(answers(&database, &asked).as_ref(), Some(&before), "{table} {nth} {at}: silent");
                    n_silent += 1;
                } else {
                    n_told += 1;
                }
                put(block);
            }
        }
    }
    println!("{n_told} told, {n_silent} of what no search asks");
    assert!(n_told > 100, "{n_told} {n_silent}");
    // And what is told is mended.
    it.execute("UPDATE inovasi_search_data SET block = zeroblob(length(block)) WHERE id > 10", []).unwrap();
    drop(it);
    store.rebuild_search().unwrap();
    assert!(is_followed(&store));
    assert_eq!(answers(&database, &asked), Some(before));
}
