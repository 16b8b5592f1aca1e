//! Numbers and byte strings as the pack writes them: little-endian base 128, the high bit says 'more'; signed numbers
//! zigzag.

/// Appends a number.
pub(crate) fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a signed number.
pub(crate) fn put_signed(out: &mut Vec<u8>, value: i64) {
    put(out, (value << 1 ^ value >> 63) as u64);
}

/// Takes numbers off the front of some bytes; `None` where there are none, or none that fits.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn u64(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    #[inline]
    pub(crate) fn u32(&mut self) -> Option<u32> {
        // Nearly all numbers are below 128.
        if let [byte @ 0..0x80, rest @ ..] = self.0 {
            self.0 = rest;
            return Some(u32::from(*byte));
        }
        self.u64()?.try_into().ok()
    }

    pub(crate) fn usize(&mut self) -> Option<usize> {
        self.u64()?.try_into().ok()
    }

    pub(crate) fn i32(&mut self) -> Option<i32> {
        let value = self.u64()?;
        ((value >> 1) as i64 ^ -((value & 1) as i64)).try_into().ok()
    }

    /// A count of things that take up at least a byte each, so that no false count reserves memory.
    pub(crate) fn count(&mut self) -> Option<usize> {
        self.usize().filter(|&count| count <= self.0.len())
    }

    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Writes byte strings so that [`Strings`] finds each: their number, their lengths, then all of them.
pub(crate) fn put_strings<T: AsRef<[u8]>>(out: &mut Vec<u8>, strings: &[T]) {
    put(out, strings.len() as u64);
    for string in strings {
        put(out, string.as_ref().len() as u64);
    }
    for string in strings {
        out.extend_from_slice(string.as_ref());
    }
}

/// Byte strings that come one by one, written as [`put_strings`] does.
#[derive(Default)]
pub(crate) struct StringsWriter {
    count: usize,
    lengths: Vec<u8>,
    bytes: Vec<u8>,
}

impl StringsWriter {
    pub(crate) fn push(&mut self, string: &[u8]) {
        self.count += 1;
        put(&mut self.lengths, string.len() as u64);
        self.bytes.extend_from_slice(string);
    }

    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Writes those that came since this was last called.
    pub(crate) fn write(&mut self, out: &mut Vec<u8>) {
        out.reserve(self.lengths.len() + self.bytes.len() + 10);
        put(out, self.count as u64);
        out.append(&mut self.lengths);
        out.append(&mut self.bytes);
        self.count = 0;
    }
}

/// Where the byte strings of a section stand in the pack.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    /// Where the first begins, then where each ends.
    edges: Vec<usize>,
}

impl Strings {
    /// Reads the lengths; `origin` is where the reader's bytes end in the pack.
    pub(crate) fn read(input: &mut Reader<'_>, origin: usize) -> Option<Self> {
        let count = input.count()?;
        let mut lengths = *input;
        let mut total = 0_usize;
        for _ in 0..count {
            total = total.checked_add(input.usize()?)?;
        }
        let mut at = origin - input.0.len();
        input.take(total)?;
        let mut edges = Vec::with_capacity(count + 1);
        edges.push(at);
        for _ in 0..count {
            at += lengths.usize()?;
            edges.push(at);
        }
        Some(Self { edges })
    }

    pub(crate) fn len(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// The string at `index`, or nothing where there is none.
    pub(crate) fn get<'a>(&self, pack: &'a [u8], index: usize) -> &'a [u8] {
        match (self.edges.get(index), self.edges.get(index + 1)) {
            (Some(&start), Some(&end)) => pack.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }

    pub(crate) fn str<'a>(&self, pack: &'a [u8], index: usize) -> &'a str {
        core::str::from_utf8(self.get(pack, index)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for value in [0, 1, -1, 63, -64, 64, 300, i32::MAX, i32::MIN] {
            let mut out = Vec::new();
            put_signed(&mut out, value.into());
            put(&mut out, value.unsigned_abs().into());
            let mut input = Reader(&out);
            assert_eq!((input.i32(), input.u32()), (Some(value), Some(value.unsigned_abs())));
            assert!(input.is_empty());
        }
    }

    #[test]
    fn a_number_cut_short_or_too_long_is_none() {
        assert_eq!(Reader(&[0x80]).u32(), None);
        assert_eq!(Reader(&[0xFF; 12]).u64(), None);
        assert_eq!(Reader(&[0xFF, 0xFF, 0xFF, 0xFF, 0x7F]).u32(), None);
    }

    #[test]
    fn strings_are_found_again_and_false_lengths_refused() {
        let mut out = vec![9, 9];
        put_strings(&mut out, &["one", "", "three"]);
        let strings = Strings::read(&mut Reader(&out[2..]), out.len()).unwrap();
        assert_eq!((0..4).map(|at| strings.str(&out, at)).collect::<Vec<_>>(), ["one", "", "three", ""]);
        out.pop();
        assert!(Strings::read(&mut Reader(&out[2..]), out.len()).is_none());
    }
}
