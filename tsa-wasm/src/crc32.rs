//! The CRC-32 of zip (ISO-HDLC), sixteen octets a step: it runs beside a hash over whole files.

/// Continues `crc` over `octets`; begin with 0.
pub(crate) fn update(crc: u32, octets: &[u8]) -> u32 {
    let mut crc = !crc;
    let (steps, rest) = octets.as_chunks::<16>();
    for step in steps {
        crc = sixteen(crc, step);
    }
    for octet in rest {
        crc = (crc >> 8) ^ entry(0, (crc ^ u32::from(*octet)) & 0xff);
    }
    !crc
}

fn sixteen(crc: u32, step: &[u8; 16]) -> u32 {
    let mut mixed = *step;
    for (octet, of_crc) in mixed.iter_mut().zip(crc.to_le_bytes()) {
        *octet ^= of_crc;
    }
    let mut sum = 0;
    for (place, octet) in mixed.iter().rev().enumerate() {
        sum ^= entry(place, u32::from(*octet));
    }
    sum
}

#[expect(clippy::indexing_slicing, reason = "`zeros` counts a step's 16 octets, and an octet is below 256")]
fn entry(zeros: usize, octet: u32) -> u32 {
    TABLES[zeros][octet as usize]
}

/// `TABLES[n][octet]`: the CRC of the octet with `n` zero octets after it.
static TABLES: [[u32; 256]; 16] = tables();

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated by the compiler, which would refuse an index out of bounds"
)]
const fn tables() -> [[u32; 256]; 16] {
    let mut tables = [[0; 256]; 16];
    let mut octet = 0;
    while octet < 256 {
        let mut crc = octet as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ POLYNOMIAL } else { crc >> 1 };
            bit += 1;
        }
        tables[0][octet] = crc;
        octet += 1;
    }
    let mut zeros = 1;
    while zeros < 16 {
        let mut octet = 0;
        while octet < 256 {
            let before = tables[zeros - 1][octet];
            tables[zeros][octet] = (before >> 8) ^ tables[0][(before & 0xff) as usize];
            octet += 1;
        }
        zeros += 1;
    }
    tables
}

const POLYNOMIAL: u32 = 0xedb8_8320;
