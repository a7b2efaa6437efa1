package io.github.dcisdk.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * What an IP address is for, by the registries of special-purpose addresses (RFC 6890) and the addresses at which clouds
 * hand out credentials.
 */
enum AddressKind {
    PUBLIC("a public address"),
    LOOPBACK("a loopback address"),
    PRIVATE("a private address"),
    LINK_LOCAL("a link-local address"),
    METADATA("an address of cloud metadata"),
    MULTICAST("a multicast address"),
    RESERVED("an address that is not for hosts on the internet");

    private static final int IPV4_LENGTH = 4;

    /** The first range that holds an address says its kind. */
    private static final List<Range> RANGES = List.of(
            Range.of("169.254.169.254", 32, METADATA), // AWS, Azure, Google Cloud, OpenStack and others
            Range.of("169.254.170.2", 32, METADATA), // AWS containers
            Range.of("100.100.100.200", 32, METADATA), // Alibaba Cloud
            Range.of("168.63.129.16", 32, METADATA), // Azure, looks public
            Range.of("192.0.0.192", 32, METADATA), // Oracle Cloud
            Range.of("fd00:ec2::", 32, METADATA), // AWS
            Range.of("fd20:ce::254", 128, METADATA), // Google Cloud
            Range.of("fd00:42::42", 128, METADATA), // Scaleway
            Range.of("0.0.0.0", 8, RESERVED), // Linux connects to this host
            Range.of("10.0.0.0", 8, PRIVATE),
            Range.of("100.64.0.0", 10, PRIVATE), // RFC 6598, shared by customers of a carrier
            Range.of("127.0.0.0", 8, LOOPBACK),
            Range.of("169.254.0.0", 16, LINK_LOCAL),
            Range.of("172.16.0.0", 12, PRIVATE),
            Range.of("192.0.0.0", 24, RESERVED),
            Range.of("192.0.2.0", 24, RESERVED), // documentation
            Range.of("192.88.99.0", 24, RESERVED), // 6to4 relays
            Range.of("192.168.0.0", 16, PRIVATE),
            Range.of("198.18.0.0", 15, RESERVED), // benchmarks
            Range.of("198.51.100.0", 24, RESERVED), // documentation
            Range.of("203.0.113.0", 24, RESERVED), // documentation
            Range.of("224.0.0.0", 4, MULTICAST),
            Range.of("240.0.0.0", 4, RESERVED), // and broadcast
            Range.of("0.0.0.0", 0, PUBLIC),
            Range.of("::1", 128, LOOPBACK),
            Range.of("fc00::", 7, PRIVATE),
            Range.of("fe80::", 10, LINK_LOCAL),
            Range.of("fec0::", 10, PRIVATE), // site-local, deprecated
            Range.of("ff00::", 8, MULTICAST),
            Range.of("2001::", 23, RESERVED), // Teredo and other protocols, which carry an IPv4 address inside
            Range.of("2001:db8::", 32, RESERVED), // documentation
            Range.of("2002::", 16, RESERVED), // 6to4, with an IPv4 address inside
            Range.of("3fff::", 20, RESERVED), // documentation
            Range.of("2000::", 3, PUBLIC),
            Range.of("::", 0, RESERVED));

    /** IPv6 addresses that mean the IPv4 address at their end: IPv4-mapped (RFC 4291), NAT64 (RFC 6052). */
    private static final List<Range> EMBEDDING = List.of(
            new Range(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0}, 96, PUBLIC),
            Range.of("64:ff9b::", 96, PUBLIC));

    private final String description;

    AddressKind(String description) {
        this.description = description;
    }

    /** What the address is, with its article. */
    String description() {
        return description;
    }

    static AddressKind of(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean embeds = EMBEDDING.stream().anyMatch(range -> range.holds(bytes));
        byte[] meant = embeds ? Arrays.copyOfRange(bytes, bytes.length - IPV4_LENGTH, bytes.length) : bytes;
        return RANGES.stream()
                .filter(range -> range.holds(meant))
                .findFirst()
                .map(Range::kind)
                .orElse(RESERVED);
    }

    /** All addresses of one length that begin with the same bits. */
    @SuppressWarnings("ArrayRecordComponent") // Private, and never compared.
    private record Range(byte[] start, int bits, AddressKind kind) {
        /** The text is an address, so nothing is looked up. */
        static Range of(String start, int bits, AddressKind kind) {
            try {
                return new Range(InetAddress.getByName(start).getAddress(), bits, kind);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean holds(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if (((address[bit / 8] ^ start[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
