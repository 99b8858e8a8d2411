//! Which addresses are of the public internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// First address and bits, as the registries of special-purpose addresses have them.
const CLOSED_V4: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// The same for IPv6. What carries an IPv4 address is closed whole where nobody needs it (6to4, Teredo, compatible addresses).
const CLOSED_V6: [(u16, u16, u16, u32); 13] = [
    // ::, ::1, and the compatible addresses.
    (0, 0, 0, 96),
    (0x64, 0xff9b, 1, 48),
    (0x100, 0, 0, 64),
    (0x2001, 0, 0, 23),
    (0x2001, 0xdb8, 0, 32),
    (0x2002, 0, 0, 16),
    (0x3fff, 0, 0, 20),
    (0x5f00, 0, 0, 16),
    (0xfc00, 0, 0, 7),
    (0xfe80, 0, 0, 10),
    (0xfec0, 0, 0, 10),
    (0xff00, 0, 0, 8),
    (0x2001, 0x10, 0, 28),
];

/// `64:ff9b::/96`: a network that translates has the IPv4 address in its last four bytes.
const TRANSLATED: u128 = 0x0064_ff9b << 96;

/// Whether an address is one of the public internet.
#[must_use]
pub fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_global_v4(address),
        IpAddr::V6(address) => is_global_v6(address),
    }
}

fn is_global_v4(address: Ipv4Addr) -> bool {
    let bits = u32::from(address);
    let within = |(base, prefix): &(Ipv4Addr, u32)| bits >> (32 - prefix) == u32::from(*base) >> (32 - prefix);
    !CLOSED_V4.iter().any(within)
}

fn is_global_v6(address: Ipv6Addr) -> bool {
    if let Some(mapped) = address.to_ipv4_mapped() {
        return is_global_v4(mapped);
    }
    let bits = u128::from(address);
    if bits >> 32 == TRANSLATED >> 32 {
        let [.., a, b, c, d] = address.octets();
        return is_global_v4(Ipv4Addr::new(a, b, c, d));
    }
    let within = |(one, two, three, prefix): &(u16, u16, u16, u32)| {
        let base = (u128::from(*one) << 112) | (u128::from(*two) << 96) | (u128::from(*three) << 80);
        bits >> (128 - prefix) == base >> (128 - prefix)
    };
    !CLOSED_V6.iter().any(within)
}
