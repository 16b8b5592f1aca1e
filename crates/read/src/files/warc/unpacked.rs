use std::{
    cell::Cell,
    io::{self, BufRead, Read},
    rc::Rc,
};

use flate2::bufread::MultiGzDecoder;

/// What gzip may unpack to: so many times what it was made of so far, and so many bytes more. Pages shrink to a tenth.
const GROWTH: u64 = 100;
const ALLOWANCE: u64 = 16 * 1024 * 1024;

/// The bytes of a file of gzips, one after the other, unless they are a bomb.
pub(super) struct Unpacked<R> {
    inner: MultiGzDecoder<Counted<R>>,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl<R: BufRead> Unpacked<R> {
    pub(super) fn new(reader: R) -> Self {
        let packed = Rc::new(Cell::new(0));
        let counted = Counted { reader, count: Rc::clone(&packed) };
        Self { inner: MultiGzDecoder::new(counted), packed, unpacked: 0 }
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.unpacked += read as u64;
        if self.unpacked > ALLOWANCE + GROWTH * self.packed.get() {
            return Err(io::Error::other("it unpacks to far more than its size, as bombs do"));
        }
        Ok(read)
    }
}

/// Counts what is taken from a reader.
struct Counted<R> {
    reader: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count.set(self.count.get() + amount as u64);
        self.reader.consume(amount);
    }
}
