//! Which addresses on the network a skill may be led to by a name. Whoever controls a name's entry controls
//! where it leads: so only to what is public, never into this machine or the networks that it stands in.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether a connection to `address` is allowed, for a policy that names `host`: to any public address; to
/// another one only if the policy names it as that very address, or as `localhost`.
pub(crate) fn allowed(host: &str, address: IpAddr) -> bool {
    match host.parse::<IpAddr>() {
        Ok(named) => named == address,
        Err(_) if host == "localhost" => address.is_loopback(),
        Err(_) => is_public(address),
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// By the registry of special addresses (RFC 6890 and what came after).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        // This network, private, loopback, benchmarks and documentation.
        [0 | 10 | 127, ..] => true,
        [100, second, ..] => second & 0b1100_0000 == 64,
        [169, 254, ..] | [192, 168, ..] => true,
        [172, second, ..] => second & 0b1111_0000 == 16,
        [192, 0, 0 | 2, _] | [192, 88, 99, _] => true,
        [198, 18 | 19, ..] | [198, 51, 100, _] | [203, 0, 113, _] => true,
        // Multicast, reserved, broadcast.
        [first, ..] => first >= 224,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let inner = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match segments {
        // IPv4 in disguise: mapped, translated (NAT64), tunnelled (6to4).
        [0, 0, 0, 0, 0, 0xffff, high, low] => is_public_v4(inner(high, low)),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_public_v4(inner(high, low)),
        [0x2002, high, low, ..] => is_public_v4(inner(high, low)),
        // Documentation, tunnels whose end is hidden, benchmarks.
        [0x2001, second, ..] => second >= 0x200 && second != 0xdb8,
        // All that is given out so far begins with 001: not loopback, unspecified, local, multicast.
        [first, ..] => first & 0xe000 == 0x2000 && first & 0xfff0 != 0x3ff0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_public_addresses_only() {
        for address in [
            "127.0.0.1",
            "127.1.2.3",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.0.1",
            "192.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2002:a00:1::",
            "fe80::1",
            "febf::1",
            "fc00::1",
            "fd12::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "100::1",
            "3fff::1",
        ] {
            let address: IpAddr = address.parse().unwrap();
            assert!(!allowed("example.com", address), "{address}");
            assert!(allowed(&address.to_string(), address), "{address} is named");
        }
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1111",
            "2001:4860::8888",
            "64:ff9b::808:808",
        ] {
            assert!(
                allowed("example.com", address.parse().unwrap()),
                "{address}"
            );
        }
    }

    #[test]
    fn localhost_is_this_machine_and_nothing_else() {
        assert!(allowed("localhost", "127.0.0.1".parse().unwrap()));
        assert!(allowed("localhost", "::1".parse().unwrap()));
        assert!(!allowed("localhost", "10.0.0.1".parse().unwrap()));
        assert!(!allowed("localhost", "1.1.1.1".parse().unwrap()));
        assert!(!allowed(
            "localhost.example.com",
            "127.0.0.1".parse().unwrap()
        ));
    }

    #[test]
    fn a_literal_is_itself_only() {
        assert!(!allowed("127.0.0.1", "127.0.0.2".parse().unwrap()));
        assert!(!allowed("127.0.0.1", "::ffff:127.0.0.1".parse().unwrap()));
    }
}
