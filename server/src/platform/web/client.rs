//! Who is asking: the address of the connection, or what a trusted proxy says.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::http::HeaderMap;

/// The other end of the connection; set by the accept loop.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// A prefix of addresses: `10.0.0.0/8`, `2001:db8::/32`, or a single address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: u128,
    bits: u32,
}

/// Who a request counts for: /24 of IPv4, /64 of IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Client(u128);

impl Network {
    /// Whether the address lies in it.
    pub fn holds(&self, address: IpAddr) -> bool {
        mask(number(address), self.bits) == self.base
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("{text:?} is no address or prefix like 10.0.0.0/8");
        let (address, bits) = text
            .split_once('/')
            .map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| fault())?;
        let (offset, most) = if address.is_ipv4() { (96, 32) } else { (0, 128) };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| fault())?;
        if bits > most {
            return Err(fault());
        }
        let bits = bits + offset;
        Ok(Self {
            base: mask(number(address), bits),
            bits,
        })
    }
}

impl Client {
    /// The client of a request: the last address in `X-Forwarded-For` that is no trusted proxy, if the connection comes
    /// from one; else the connection's.
    pub fn of(peer: Option<Peer>, headers: &HeaderMap, proxies: &[Network]) -> Self {
        let mut address = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |Peer(peer)| peer.ip());
        let trusted = |address: IpAddr| proxies.iter().any(|network| network.holds(address));
        let values = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok());
        let named: Vec<&str> = values.flat_map(|value| value.split(',')).map(str::trim).collect();
        for hop in named.iter().rev() {
            if !trusted(address) {
                break;
            }
            let Ok(before) = hop.parse() else { break };
            address = before;
        }
        let bits = if is_v4(address) { 96 + 24 } else { 64 };
        Client(mask(number(address), bits))
    }
}

/// As a person knows it: `203.0.113.0/24`, `2001:db8::/64`.
impl std::fmt::Display for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let address = Ipv6Addr::from(self.0);
        match address.to_ipv4_mapped() {
            Some(address) => write!(f, "{address}/24"),
            None => write!(f, "{address}/64"),
        }
    }
}

fn is_v4(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(_) => true,
        IpAddr::V6(address) => address.to_ipv4_mapped().is_some(),
    }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_ipv6_mapped()),
        IpAddr::V6(address) => u128::from(address),
    }
}

fn mask(number: u128, bits: u32) -> u128 {
    match bits {
        0 => 0,
        bits => number & (u128::MAX << (128 - bits)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn believes_only_trusted_proxies() {
        let proxies = [
            Network::from_str("10.0.0.0/8").unwrap(),
            Network::from_str("::1").unwrap(),
        ];
        let mut headers = HeaderMap::new();
        headers.insert(
            "x-forwarded-for",
            "203.0.113.9, 198.51.100.7, 10.1.1.1".parse().unwrap(),
        );
        let of = |peer: &str| {
            Client::of(
                Some(Peer(SocketAddr::new(peer.parse().unwrap(), 1))),
                &headers,
                &proxies,
            )
        };
        let plain = |peer: &str| {
            Client::of(
                Some(Peer(SocketAddr::new(peer.parse().unwrap(), 1))),
                &HeaderMap::new(),
                &[],
            )
        };
        assert_eq!(of("10.2.3.4"), plain("198.51.100.200"));
        assert_eq!(of("192.0.2.1"), plain("192.0.2.99"));
        assert_ne!(plain("192.0.2.1"), plain("192.0.3.1"));
        assert_eq!(plain("2001:db8::1"), plain("2001:db8::ffff:1"));
        assert!("10.0.0.0/33".parse::<Network>().is_err());
    }
}
