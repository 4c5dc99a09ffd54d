//! Whether two official texts say the same, apart from how they are spelt.
//!
//! Years copy their texts from each other with other capitals, commas and slips
//! of the pen. What must never pass as spelling is a number, a comparison or a
//! different word: where in doubt, the texts differ.

/// Two words of at least this many letters may differ by one letter. Shorter
/// ones may not: `Perda` and `Perka` are two regulations.
const LONG_WORD: usize = 7;

/// Same words, numbers and comparisons; capitals, punctuation, spaces between
/// words, and one letter in a long word may differ.
pub fn same_wording(a: &str, b: &str) -> bool {
    let (a, b) = (tokens(a), tokens(b));
    let alike = a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same_word(a, b));
    // `di atas` and `diatas`: the same letters, cut elsewhere. The numbers stay
    // apart, or `1 10` would be `11 0`.
    alike || (numbers(&a) == numbers(&b) && a.concat() == b.concat())
}

/// Words, numbers (`20,01` as one) and comparison signs, in small letters.
fn tokens(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let mut tokens: Vec<String> = Vec::new();
    let mut open = false;
    for (at, it) in letters.iter().copied().enumerate() {
        let neighbour = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied();
        let digit = |it: Option<char>| it.is_some_and(|it| it.is_ascii_digit());
        let in_number =
            matches!(it, '.' | ',') && digit(neighbour(at.checked_sub(1))) && digit(neighbour(Some(at + 1)));
        let sign = match it {
            '≤' | '≥' | '<' | '>' | '=' | '%' | '+' => true,
            // A minus, or the dash of a span, between or before numbers.
            '-' | '–' | '—' => digit(letters.iter().copied().skip(at + 1).find(|it| !it.is_whitespace())),
            _ => false,
        };
        if sign {
            tokens.push(if matches!(it, '–' | '—') { '-' } else { it }.to_string());
            open = false;
        } else if it.is_alphanumeric() || in_number {
            let it = if in_number { ',' } else { it };
            // A number and a word stand apart even without a space between them.
            let fits = tokens
                .last()
                .and_then(|it| it.chars().last())
                .is_some_and(|last| last.is_alphabetic() == it.is_alphabetic());
            match tokens.last_mut().filter(|_| open && fits) {
                Some(last) => last.push(it),
                None => tokens.push(it.to_string()),
            }
            open = true;
        } else {
            open = false;
        }
    }
    tokens
}

fn numbers(tokens: &[String]) -> Vec<&String> {
    tokens.iter().filter(|it| !it.chars().all(char::is_alphabetic)).collect()
}

fn same_word(a: &str, b: &str) -> bool {
    let long = |it: &str| it.chars().count() >= LONG_WORD && it.chars().all(char::is_alphabetic);
    a == b || (long(a) && long(b) && one_letter_apart(a, b))
}

/// One letter put in, taken out or exchanged.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    a.len().max(b.len()) - tail <= 1
}

#[cfg(test)]
mod tests {
    use super::same_wording;

    #[test]
    fn spelling_is_no_difference_and_anything_else_is() {
        let same = [
            ("Peraturan Daerah", "peraturan  daerah."),
            ("Hasil pengukuran kepuasaan pengguna", "Hasil pengukuran kepuasan pengguna"),
            ("diatas 50,00% dari unit", "di atas 50.00 % dari unit"),
            ("1-10 orang", "1 – 10 orang"),
            ("10orang", "10 orang"),
            ("Pelindungan anak", "Perlindungan anak"),
            ("", " - "),
        ];
        for (a, b) in same {
            assert!(same_wording(a, b) && same_wording(b, a), "{a:?} {b:?}");
        }
        let other = [
            ("1 kali bimtek", "2 kali bimtek"),
            ("1-10 orang", "1-30 orang"),
            ("1 10 orang", "11 0 orang"),
            ("≥ 80,00", "≤ 80,00"),
            ("pertumbuhan 5", "pertumbuhan -5"),
            ("Perda tentang inovasi", "Perka tentang inovasi"),
            ("monev internal", "monev eksternal"),
            ("online", "offline"),
            ("ada pelaksana", "tidak ada pelaksana"),
            ("SK dan surat", "SK atau surat"),
            ("dalam 5 bulan", "dalam 5 tahun"),
            ("20,01%", "2001%"),
        ];
        for (a, b) in other {
            assert!(!same_wording(a, b) && !same_wording(b, a), "{a:?} {b:?}");
        }
    }
}
