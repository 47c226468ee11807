# shellcheck shell=dash
# What stands in the way of an endpoint on this node's network: read only, but for the kernel's memory of neighbours.
#
# Shared: preflight_looker.

# node_look INTERFACE-OR-DASH ROUTER-ID-OR-DASH VIP...: the node's facts, who answers for the VIPs, who speaks VRRP on the id. The
# listener writes while the rest is put together; then all is said, so that no line is torn.
node_look() {
    local said device vip
    need_tools
    need_root
    hear_vrrp "$@" &
    said=$(
        node_facts brief
        facts_calico
        node_daemons
        device=$1
        shift 2
        for vip; do ask_vip "$vip" "$device"; done
    )
    wait
    printf '%s\n' "$said"
}

# The node's own interface for an address, where the topology names none.
device_for() { # DEVICE-OR-DASH ADDRESS
    if [ "$1" != - ]; then printf '%s' "$1"; else
        ip -o route get "$2" 2>/dev/null | sed -n 's/.* dev \([^ ]*\).*/\1/p'
    fi
}

# ask_vip VIP DEVICE-OR-DASH: "answer VIP here|answered|silent|not-asked MAC". The kernel asks (ARP, or neighbour
# discovery) when something is sent there; what it remembers may be out of date, so it is to forget first.
ask_vip() {
    local on mac pause
    if [ "$(vip_interface "$1")" != - ]; then
        say answer "$1" here -
        return
    fi
    on=$(device_for "$2" "$1")
    if [ -z "$on" ] || [ "$on" = lo ] || [ ! -d "/sys/class/net/$on" ]; then
        say answer "$1" not-asked -
        return
    fi
    ip neigh del "$1" dev "$on" 2>/dev/null
    if ! ip neigh replace "$1" dev "$on" use 2>/dev/null; then
        # Before iproute2 5.16. The packet itself may go nowhere: that it is sent is enough.
        if have ping; then
            ping -c 1 -W 1 "$1" >/dev/null 2>&1 &
        elif have bash; then
            bash -c "true >/dev/udp/$1/9" 2>/dev/null
        else
            say answer "$1" not-asked -
            return
        fi
    fi
    # A neighbour answers within milliseconds; the kernel itself would wait three seconds.
    mac=
    for pause in 0.1 0.2 0.5 0; do
        mac=$(ip neigh show to "$1" dev "$on" 2>/dev/null | sed -n 's/.*lladdr \([^ ]*\).*/\1/p')
        [ -z "$mac" ] || break
        sleep "$pause" 2>/dev/null || sleep 1
    done
    if [ -n "$mac" ]; then say answer "$1" answered "$mac"; else say answer "$1" silent -; fi
}

# hear_vrrp INTERFACE-OR-DASH ROUTER-ID-OR-DASH VIP...: a line "advert ADDRESS PRIORITY VERSION" for each speaker, then "heard yes",
# or why nobody listened. 1.1 s: VRRP of version 2 speaks every second when nobody told it otherwise.
hear_vrrp() {
    local router on index families
    router=$2
    if [ "$router" = - ]; then
        say heard no-router
        return
    fi
    on=$(device_for "$1" "${3-}")
    # Whoever speaks on an id that a keepalived of this node has would be in its log, and in its state.
    if [ -n "$(pids_of keepalived)" ] && grep -qs "^[[:space:]]*virtual_router_id[[:space:]]*${router}[[:space:]]*\$" /etc/keepalived/keepalived.conf; then
        say heard own
        return
    fi
    index=$(cat "/sys/class/net/$on/ifindex" 2>/dev/null)
    shift 2
    # An id means one speaker in each family of addresses.
    families=
    case " $*" in *.*) families=4 ;; esac
    case " $*" in *:*) families=${families}6 ;; esac
    if [ -z "$index" ] || [ "$on" = lo ]; then
        say heard no-interface
    elif ! hear_perl "$index" "$router" "$families" 2>/dev/null && ! hear_python "$index" "$router" "$families" 2>/dev/null; then
        say heard no-tool
    fi
}

# Protocol 112, multicast groups 224.0.0.18 and ff02::12 (RFC 5798). Byte 0 is version and type, byte 1 the router id, byte 2
# the priority. A raw socket of IPv4 gives the packet with its header, one of IPv6 without.
hear_perl() { # INTERFACE-INDEX ROUTER-ID FAMILIES
    perl -e '
        my ($index, $router, $families) = @ARGV;
        my ($four, $six, $all, %said) = (undef, undef, "");
        if ($families =~ /4/) {
            socket($four, 2, 3, 112) && setsockopt($four, 0, 35, pack("C8 l", 224, 0, 0, 18, 0, 0, 0, 0, $index)) or exit 1;
            vec($all, fileno($four), 1) = 1;
        }
        if ($families =~ /6/) {
            socket($six, 10, 3, 112) && setsockopt($six, 41, 20, pack("H32 I", "ff02" . "0" x 26 . "12", $index)) or exit 1;
            vec($all, fileno($six), 1) = 1;
        }
        my $left = 1.1;
        while ($left > 0) {
            my $ready = $all;
            (my $n, $left) = select($ready, undef, undef, $left);
            last if $n < 1;
            if ($four && vec($ready, fileno($four), 1)) {
                recv($four, my $packet, 2048, 0);
                my @b = unpack("C*", $packet);
                my $head = 4 * ($b[0] & 15);
                $said{join(".", @b[12 .. 15]) . " $b[$head + 2] " . ($b[$head] >> 4)} = 1 if @b >= $head + 8 && $b[$head + 1] == $router;
            }
            if ($six && vec($ready, fileno($six), 1)) {
                my $from = recv($six, my $packet, 2048, 0);
                my @b = unpack("C*", $packet);
                $said{join(":", map { sprintf "%x", $_ } unpack("x8 n8", $from)) . " $b[2] " . ($b[0] >> 4)} = 1 if @b >= 8 && $b[1] == $router;
            }
        }
        print "\@advert $_\n" for sort keys %said;
        print "\@heard yes\n";
    ' "$1" "$2" "$3"
}

hear_python() { # INTERFACE-INDEX ROUTER-ID FAMILIES
    local python
    python=/usr/libexec/platform-python
    [ -x "$python" ] || python=python3
    "$python" -c '
import select, socket, struct, sys, time
index, router, families = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
sockets, end, said = [], time.monotonic() + 1.1, set()
if "4" in families:
    sockets.append(socket.socket(socket.AF_INET, socket.SOCK_RAW, 112))
    sockets[-1].setsockopt(0, 35, struct.pack("=4B4Bi", 224, 0, 0, 18, 0, 0, 0, 0, index))
if "6" in families:
    sockets.append(socket.socket(socket.AF_INET6, socket.SOCK_RAW, 112))
    sockets[-1].setsockopt(41, 20, socket.inet_pton(socket.AF_INET6, "ff02::12") + struct.pack("=I", index))
while True:
    for s in select.select(sockets, [], [], max(0, end - time.monotonic()))[0]:
        packet, sender = s.recvfrom(2048)
        b = bytearray(packet)
        head = 4 * (b[0] & 15) if s.family == socket.AF_INET else 0
        if len(b) >= head + 8 and b[head + 1] == router:
            said.add("%s %d %d" % (sender[0].split("%")[0], b[head + 2], b[head] >> 4))
    if time.monotonic() >= end:
        break
sys.stdout.write("".join("@advert %s\n" % line for line in sorted(said)) + "@heard yes\n")
' "$1" "$2" "$3"
}

# The look of a stage goes on while its files are written and compared.
tx_look() { # INTERFACE ROUTER-ID-OR-DASH VIP...
    node_look "$@" >"$tx/look" 2>/dev/null </dev/null &
    preflight_looker=$!
}

tx_seen() {
    wait "$preflight_looker"
    cat "$tx/look" 2>/dev/null
    rm -f "$tx/look"
}
