package io.github.dcisdk.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ends of each range, and what stands just outside of it. */
class AddressKindTest {
    @ParameterizedTest
    @CsvSource({
        "1.1.1.1, PUBLIC",
        "0.0.0.0, RESERVED",
        "0.255.255.255, RESERVED",
        "9.255.255.255, PUBLIC",
        "10.0.0.0, PRIVATE",
        "10.255.255.255, PRIVATE",
        "11.0.0.0, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.64.0.0, PRIVATE",
        "100.100.100.200, METADATA",
        "100.127.255.255, PRIVATE",
        "100.128.0.0, PUBLIC",
        "126.255.255.255, PUBLIC",
        "127.0.0.0, LOOPBACK",
        "127.0.0.1, LOOPBACK",
        "127.255.255.255, LOOPBACK",
        "128.0.0.0, PUBLIC",
        "168.63.129.16, METADATA",
        "168.63.129.17, PUBLIC",
        "169.253.255.255, PUBLIC",
        "169.254.0.0, LINK_LOCAL",
        "169.254.169.254, METADATA",
        "169.254.170.2, METADATA",
        "169.254.255.255, LINK_LOCAL",
        "169.255.0.0, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.16.0.0, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.0, PUBLIC",
        "192.0.0.8, RESERVED",
        "192.0.0.192, METADATA",
        "192.0.2.1, RESERVED",
        "192.88.99.1, RESERVED",
        "192.167.255.255, PUBLIC",
        "192.168.0.0, PRIVATE",
        "192.168.255.255, PRIVATE",
        "192.169.0.0, PUBLIC",
        "198.17.255.255, PUBLIC",
        "198.18.0.0, RESERVED",
        "198.19.255.255, RESERVED",
        "198.20.0.0, PUBLIC",
        "198.51.100.1, RESERVED",
        "203.0.113.1, RESERVED",
        "223.255.255.255, PUBLIC",
        "224.0.0.1, MULTICAST",
        "239.255.255.255, MULTICAST",
        "240.0.0.0, RESERVED",
        "255.255.255.255, RESERVED",
        "::, RESERVED",
        "::1, LOOPBACK",
        "::2, RESERVED",
        "::7f00:1, RESERVED",
        "64:ff9b::7f00:1, LOOPBACK",
        "64:ff9b::a9fe:a9fe, METADATA",
        "64:ff9b::101:101, PUBLIC",
        "64:ff9b:1::101:101, RESERVED",
        "100::1, RESERVED",
        "2001::1, RESERVED",
        "2001:1ff:ffff::1, RESERVED",
        "2001:200::1, PUBLIC",
        "2001:db8::1, RESERVED",
        "2001:db9::1, PUBLIC",
        "2002:7f00:1::1, RESERVED",
        "2606:4700:4700::1111, PUBLIC",
        "3fff::1, RESERVED",
        "4000::1, RESERVED",
        "fbff::1, RESERVED",
        "fc00::, PRIVATE",
        "fd00:42::42, METADATA",
        "fd00:ec2::254, METADATA",
        "fd20:ce::254, METADATA",
        "fdff:ffff::1, PRIVATE",
        "fe00::1, RESERVED",
        "fe80::1, LINK_LOCAL",
        "febf:ffff::1, LINK_LOCAL",
        "fec0::1, PRIVATE",
        "ff02::1, MULTICAST"
    })
    void anAddressHasTheKindOfItsRange(String address, AddressKind kind) throws UnknownHostException {
        assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
    }

    @Test
    void anIpv4MappedAddressIsTheIpv4AddressInIt() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};

        // Of this class even though Java turns such addresses into IPv4 ones wherever it reads them.
        InetAddress address = Inet6Address.getByAddress(null, mapped, -1);

        assertThat(address).isInstanceOf(Inet6Address.class);
        assertThat(AddressKind.of(address)).isEqualTo(AddressKind.PRIVATE);
    }
}
