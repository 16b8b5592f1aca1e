//! Numbers as the tables of `build.rs` hold them: seven bits a byte, low bits first, the high bit says 'more'.

pub(crate) struct Varints(pub(crate) &'static [u8]);

impl Iterator for Varints {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut value = 0;
        for shift in (0..32).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}
