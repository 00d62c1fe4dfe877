//! Bends requests by rules that know DER: a tree of values is changed in one to three places, then written with lengths
//! that may lie.

use conformance_tests::der::{Tlv, integer, length, oid, tag, tlv};
use conformance_tests::openssl::DEFAULT_POLICY;
use conformance_tests::query::*;

/// An endless row of requests, the same for the same seed.
pub(crate) struct Mutator {
    state: u64,
    seeds: Vec<Node>,
}

impl Mutator {
    /// A mutator with this seed.
    pub(crate) fn new(seed: u64) -> Self {
        let seeds =
            good_requests().iter().map(|der| Node::read(&Tlv::read(der).expect("a good request"))).collect();
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, seeds }
    }

    /// The next request.
    pub(crate) fn next_request(&mut self) -> Vec<u8> {
        let at = self.below(self.seeds.len());
        let mut tree = self.seeds[at].clone();
        for _ in 0..self.below(4) {
            let target = self.below(tree.count());
            self.bend(tree.at(target));
        }
        let mut der = tree.write();
        match self.below(24) {
            0 => der.truncate(self.below(der.len().max(1))),
            1 => der.extend(vec![self.octet(); 1 + self.below(3)]),
            2 => {
                let (at, bit) = (self.below(der.len().max(1)), self.below(8));
                if let Some(octet) = der.get_mut(at) {
                    *octet ^= 1 << bit;
                }
            }
            _ => {}
        }
        der
    }

    fn bend(&mut self, node: &mut Node) {
        match self.below(14) {
            0 => node.tag = self.tag(),
            1 => node.length = Length::Off(if self.below(2) == 0 { 1 } else { -1 }),
            2 => node.length = Length::Padded(1 + self.below(8)),
            3 => node.length = Length::Indefinite,
            4 => node.length = Length::Huge,
            5 => {
                let tag = [tag::SEQUENCE, tag::SET, 0xA0, 0x24][self.below(4)];
                *node = Node::constructed(tag, vec![node.clone()]);
            }
            6 => self.among_children(node, |children, at, _| children.insert(at, children[at].clone())),
            7 => self.among_children(node, |children, at, _| drop(children.remove(at))),
            8 => self.among_children(node, |children, at, other| children.swap(at, other)),
            9 => {
                let donor = self.below(self.seeds.len());
                let at = self.below(self.seeds[donor].count());
                *node = self.seeds[donor].at(at).clone();
            }
            _ => self.bend_content(node),
        }
    }

    fn bend_content(&mut self, node: &mut Node) {
        let fill = self.octet();
        let (kind, position, bit) = (self.below(8), self.next(), self.below(8));
        let size = [1, 8, 20, 33, 64, 65, 200, 5_000][self.below(8)];
        let Content::Octets(octets) = &mut node.content else { return };
        match kind {
            0 => octets.clear(),
            1 => octets.insert(0, if fill < 0x80 { 0x00 } else { 0xFF }),
            2 => octets.push(fill),
            3 => *octets = vec![fill; size],
            4 => drop(octets.pop()),
            5 => *octets = [&[0x2A][..], &vec![0xFF; size], &[0x7F]].concat(),
            6 => octets.insert(octets.len() / 2, 0x80),
            _ => {
                let at = usize::try_from(position % 1_024).unwrap_or(0) % octets.len().max(1);
                if let Some(octet) = octets.get_mut(at) {
                    *octet ^= 1 << bit;
                }
            }
        }
    }

    fn among_children(&mut self, node: &mut Node, change: impl FnOnce(&mut Vec<Node>, usize, usize)) {
        if let Content::Children(children) = &mut node.content
            && !children.is_empty()
        {
            let (at, other) = (self.below(children.len()), self.below(children.len()));
            change(children, at, other);
        }
    }

    fn tag(&mut self) -> u8 {
        let known = [
            0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0A, 0x0D, 0x22, 0x24, 0x30, 0x31, 0x80, 0xA0, 0xA1,
            0x62,
        ];
        known[self.below(known.len())]
    }

    fn octet(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % limit
    }

    /// xorshift64*: what matters is that the row is the same everywhere, not that it is random.
    fn next(&mut self) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
}

#[derive(Clone)]
struct Node {
    tag: u8,
    length: Length,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Octets(Vec<u8>),
    Children(Vec<Node>),
}

#[derive(Clone, Copy)]
enum Length {
    Right,
    Off(isize),
    /// Long form with this many octets.
    Padded(usize),
    Indefinite,
    Huge,
}

impl Node {
    fn read(value: &Tlv<'_>) -> Self {
        let content = match value.children() {
            Ok(children) => Content::Children(children.iter().map(Self::read).collect()),
            Err(_) => Content::Octets(value.content.to_vec()),
        };
        Self { tag: value.tag, length: Length::Right, content }
    }

    fn constructed(tag: u8, children: Vec<Self>) -> Self {
        Self { tag, length: Length::Right, content: Content::Children(children) }
    }

    fn count(&self) -> usize {
        match &self.content {
            Content::Octets(_) => 1,
            Content::Children(children) => 1 + children.iter().map(Self::count).sum::<usize>(),
        }
    }

    /// The node with this number, in the order of the octets.
    fn at(&mut self, number: usize) -> &mut Self {
        if number == 0 {
            return self;
        }
        let mut left = number - 1;
        let Content::Children(children) = &mut self.content else { panic!("numbers are below count()") };
        for child in children {
            let count = child.count();
            if left < count {
                return child.at(left);
            }
            left -= count;
        }
        panic!("numbers are below count()")
    }

    fn write(&self) -> Vec<u8> {
        let content = match &self.content {
            Content::Octets(octets) => octets.clone(),
            Content::Children(children) => children.iter().flat_map(Self::write).collect(),
        };
        let size = content.len();
        let (header, end) = match self.length {
            Length::Right => (length(size), &[][..]),
            Length::Off(by) => (length(size.saturating_add_signed(by)), &[][..]),
            Length::Padded(octets) => {
                let mut header = vec![0x80 | u8::try_from(octets).unwrap_or(8)];
                header.extend(&u64::try_from(size).unwrap_or(0).to_be_bytes()[8 - octets..]);
                (header, &[][..])
            }
            Length::Indefinite => (vec![0x80], &[0x00, 0x00][..]),
            Length::Huge => (vec![0x84, 0xFF, 0xFF, 0xFF, 0xFF], &[][..]),
        };
        [&[self.tag], header.as_slice(), &content, end].concat()
    }
}

fn good_requests() -> Vec<Vec<u8>> {
    let hashed = |algorithm, parameters, size: usize| {
        Query::good().imprint(imprint(algorithm, parameters, &vec![0xA5; size]))
    };
    let with_extension = |critical: &[u8]| {
        Query::good().extensions(tlv(0xA0, &extension("1.3.6.1.4.1.32473.7", critical, b"value")))
    };
    let mut wide_nonce = Query::good();
    wide_nonce.nonce = integer(&[0x7F; 60]);
    [
        Query::good(),
        Query::good().no_nonce().no_cert(),
        Query::good().policy(oid(DEFAULT_POLICY)),
        Query::good().policy(oid("1.3.6.1.4.1.32473.99")).no_nonce(),
        Query::good().cert_req(tlv(tag::BOOLEAN, &[0x00])),
        hashed(SHA384, Some(NULL), 48),
        hashed(SHA512, None, 64).no_cert(),
        hashed(SHA3_256, None, 32).policy(oid(DEFAULT_POLICY)),
        hashed(SHA3_512, Some(NULL), 64),
        hashed(SHA1, Some(NULL), 20),
        with_extension(&[]),
        with_extension(&[0x01, 0x01, 0xFF]),
        wide_nonce,
    ]
    .iter()
    .map(Query::der)
    .collect()
}
