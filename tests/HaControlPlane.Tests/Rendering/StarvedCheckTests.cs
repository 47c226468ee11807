using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HaControlPlane.Rendering;
using HaControlPlane.Tests.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Rendering;

/// <summary>
/// Slow is not dead: what the check of fast says when haproxy refuses, answers wrongly, or does not answer in time, on a node that
/// is starved and on one that is not. The kernel's files are stand-ins, and a question lasts as long as its stand-in says.
/// </summary>
public sealed class StarvedCheckTests : IDisposable
{
    private const string Refused = "return 7", Slow = "late; return 28", Closed = "return 52";
    private const int Now = 100_000, ThisBoot = 1, OtherBoot = 2;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hacp-");

    public static TheoryData<string> Shells => Shell.Installed();

    private string State => Path.Combine(folder.FullName, "check");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>The last good answer is as old, in hundredths of a second, as the second number says; none where it is -1.</summary>
    [Theory]
    [InlineData("a refused connection fails at once, starved or not", Refused, Refused, 100, 1.0, 1)]
    [InlineData("so does one that is closed", Closed, Closed, 100, 1.0, 1)]
    [InlineData("so does a wrong answer", "printf 404", "printf 500", 100, 1.0, 1)]
    [InlineData("so does a refused second question after a slow first", Slow, Refused, 100, 1.0, 1)]
    [InlineData("an answer in time is good", "printf 200", Refused, -1, 1.0, 0)]
    [InlineData("the second question in time is good", Slow, "printf 200", -1, 1.0, 0)]
    [InlineData("slow on a starved node keeps the last answer", Slow, Slow, 100, 0.9, 0)]
    [InlineData("with tasks waiting for four fifths of the time", Slow, Slow, 100, 0.8, 0)]
    [InlineData("until it is ten seconds old", Slow, Slow, 600, 1.0, 0)]
    [InlineData("and no longer", Slow, Slow, 601, 1.0, 1)]
    [InlineData("slow on a node that is not starved fails", Slow, Slow, 100, 0.7, 1)]
    [InlineData("slow without a last answer fails", Slow, Slow, -1, 1.0, 1)]
    public void Slow_is_not_dead(string what, string hold, string livez, int age, double waiting, int expected)
    {
        foreach (var shell in Shell.All.Where(s => s.IsInstalled))
        {
            // Both questions that run into their limits take 4 s.
            Node(age, ThisBoot, waiting);
            var (code, _, error) = shell.Run(Script("alive", hold, livez));
            Assert.True(code == expected, $"{what}: {shell}: {code} {error}");
            Assert.Equal(expected == 0, new FileInfo(State + ".alive") is { Exists: true, Length: > 0 });
        }
    }

    [Fact]
    public void A_failed_check_leaves_nothing_to_keep()
    {
        foreach (var shell in Shell.All.Where(s => s.IsInstalled))
        {
            Node(100, ThisBoot, 1.0);
            Assert.Equal(1, shell.Run(Script("alive", Refused, Refused)).ExitCode);
            Assert.Equal(1, shell.Run(Script("alive", Slow, Slow)).ExitCode);
        }
    }

    [Theory]
    [InlineData("a file of another boot", OtherBoot, 100, "")]
    [InlineData("a time that is yet to come", ThisBoot, -500, "")]
    [InlineData("a torn file", ThisBoot, 100, "boot-1 99")]
    [InlineData("a file of somebody else's", ThisBoot, 100, "boot-1 now then")]
    public void What_is_no_last_answer_of_this_boot_is_not_kept(string what, int boot, int age, string text)
    {
        foreach (var shell in Shell.All.Where(s => s.IsInstalled))
        {
            Node(age, boot, 1.0);
            if (text.Length > 0)
            {
                File.WriteAllText(State + ".alive", text);
            }

            var (code, _, error) = shell.Run(Script("alive", Slow, Slow));
            Assert.True(code == 1, $"{what}: {shell}: {code} {error}");
        }
    }

    [Fact]
    public void No_clock_that_can_be_set_is_asked() => Assert.DoesNotMatch(@"\bdate\b|EPOCH", Text());

    [Theory]
    [InlineData("4.00 9.00 9.00 1/100 1", 0)]
    [InlineData("3.99 9.00 9.00 1/100 1", 1)]
    public void Where_the_kernel_counts_no_waiting_twice_as_many_tasks_as_processors_is_starved(string load, int expected)
    {
        foreach (var shell in Shell.All.Where(s => s.IsInstalled))
        {
            Node(100, ThisBoot, 1.0);
            Directory.Delete(Path.Combine(folder.FullName, "pressure"), recursive: true);
            Write("loadavg", load);
            Assert.Equal(expected, shell.Run(Script("alive", Slow, Slow)).ExitCode);
        }
    }

    [Fact]
    public void A_run_that_overstays_its_own_limits_is_starved()
    {
        foreach (var shell in Shell.All.Where(s => s.IsInstalled))
        {
            Node(100, ThisBoot, 0);
            Assert.Equal(0, shell.Run(Script("alive", Slow, "late; late; return 28")).ExitCode);
        }
    }

    [Theory]
    [InlineData(500, 1.0, 0)]
    [InlineData(1001, 1.0, 1)]
    [InlineData(500, 0.5, 1)]
    [InlineData(-1, 1.0, 1)]
    public void API_servers_that_are_late_for_a_starved_haproxy_move_nothing_for_as_long(int age, double waiting, int expected)
    {
        foreach (var shell in Shell.All.Where(s => s.IsInstalled))
        {
            Node(age, ThisBoot, waiting, "ready");
            var (code, _, error) = shell.Run(Script("ready", "", "printf 503", "printf 200"));
            Assert.True(code == expected, $"{shell}: {code} {error}");
        }
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void Only_root_reads_what_is_kept(string shell)
    {
        Node(-1, ThisBoot, 0);
        Assert.Equal(0, Shell.Called(shell).Run(Script("alive", "printf 200", "")).ExitCode);
        Assert.Equal("600\n", Encoding.UTF8.GetString(Shell.Called(shell).Run($"stat -c %a {State}.alive").Output));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void Two_at_once_never_read_half_an_answer(string shell)
    {
        Node(100, ThisBoot, 1.0);
        var (code, output, error) = Shell.Called(shell).Run(Script("usage", "", "") // Only its functions are wanted.
            .Replace("case ${1:-} in", "question=alive\nwrites() { local i=0; while [ $i -lt 300 ]; do good; i=$((i + 1)); done; }\ncase run in", StringComparison.Ordinal)
            .Replace("    alive | ready)\n", "    run)\nwrites & writes &\n i=0; while [ $i -lt 300 ]; do i=$((i + 1)); still_good $now 400 || echo torn; done; wait; exit 0;;\nx)\n", StringComparison.Ordinal));
        Assert.True(code == 0 && output.Length == 0, $"{code} {output} {error}");
    }

    /// <summary>Real sockets and both clients: one that is refused is answered at once, one that hangs within the limits.</summary>
    [Theory]
    [InlineData("refuses", true, 0, 2)]
    [InlineData("refuses", false, 0, 2)]
    [InlineData("closes", true, 0, 2)]
    [InlineData("closes", false, 0, 2)]
    [InlineData("hangs", true, 4, 10)]
    [InlineData("hangs", false, 4, 10)]
    public void A_socket_that_does_not_serve_fails_the_check(string socket, bool curl, int least, int most)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        if (socket == "refuses")
        {
            listener.Stop();
        }
        else if (socket == "closes")
        {
            _ = CloseAllAsync(listener);
        }

        Node(-1, ThisBoot, 0);
        var text = Script("alive", "", "").Replace("http://127.0.0.1:8404", $"http://127.0.0.1:{port}", StringComparison.Ordinal);
        text = text[..text.IndexOf("curl() {", StringComparison.Ordinal)] + text[(text.IndexOf("# end of stand-ins", StringComparison.Ordinal))..];
        text = curl ? text : text.Replace("command -v curl", "command -v curl-that-is-not-there", StringComparison.Ordinal);
        // The stand-ins' clock does not run: the real one for how long a question takes.
        text = text.Replace(Path.Combine(folder.FullName, "uptime"), "/proc/uptime", StringComparison.Ordinal);
        var watch = Stopwatch.StartNew();
        var (code, _, error) = Shell.Called("dash").Run(text);

        Assert.True(code == 1, $"{code} {error}");
        Assert.InRange(watch.Elapsed.TotalSeconds, least, most);
    }

    /// <summary>keepalived's limit is beyond the check's own, so that only a run without a processor meets it.</summary>
    [Fact]
    public void The_checks_own_limits_end_before_keepaliveds()
    {
        Assert.Equal(FastProfile.AnswerLimit, TimeSpan.FromSeconds(3 + 1));
        Assert.Contains("        ask 3 \"$monitor/hold\"\n", Text(), StringComparison.Ordinal);
        Assert.Contains("    ask 1 \"$monitor/livez\"\n", Text(), StringComparison.Ordinal);
        Assert.True(FastProfile.AnswerLimit * 2 < FastProfile.RunLimit);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"kept={FastProfile.Kept.TotalSeconds * 100:0}\n"), Text(), StringComparison.Ordinal);
    }

    private static string Text()
    {
        var topology = Samples.Topology(LoadBalancerProfile.Fast, RunAs.Service);
        return ApiserverCheck.Render(topology, topology.Nodes[0]).Content;
    }

    private static async Task CloseAllAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                (await listener.AcceptTcpClientAsync()).Dispose();
            }
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    /// <summary>A node at 1000.00 s of boot 1: how old its last good answer is, of which boot, and which share of the time since tasks will have waited.</summary>
    private void Node(int age, int boot, double waiting, string question = "alive")
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "pressure"));
        Write("uptime", "1000.00 500.00");
        Write("boot_id", "boot-1");
        Write("stat", "cpu 1\ncpu0 1\ncpu1 1\nintr 1");
        Write("loadavg", "99.00 9.00 9.00 1/100 1");
        // keepalived was started 900 s ago.
        Write("keepalived", "7 (keepalived) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 10000");
        var slow = question == "alive" ? 400 : 0;
        var waited = (long)((age + slow) * 10_000 * waiting);
        foreach (var what in new[] { "cpu", "memory", "io" })
        {
            // A quarter each of memory and disk: their sum is what counts.
            var part = what == "cpu" ? waited - (waited / 4 * 2) : waited / 4;
            Write($"pressure/{what}", string.Create(CultureInfo.InvariantCulture, $"some avg10=0.00 avg60=0.00 avg300=0.00 total={5_000_000 + part}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0"));
        }

        foreach (var name in new[] { "alive", "ready" })
        {
            File.Delete($"{State}.{name}");
        }

        if (age != -1)
        {
            Write($"check.{question}", string.Create(CultureInfo.InvariantCulture, $"boot-{boot} {Now - age,15} {15_000_000,18}"));
        }
    }

    /// <summary>The check with stand-ins for curl and for the kernel's files. Each late answer takes 2 s of the stand-in's clock.</summary>
    private string Script(string question, string hold, string livez, string peer = "return 7") => $$"""
        set -- {{question}}
        late() { local up; read -r up _ <{{folder.FullName}}/uptime; echo "$((${up%.*} + 2)).00 500.00" >{{folder.FullName}}/uptime; }
        curl() {
            for url; do :; done
            case $url in */hold) {{hold}} ;; http:*) {{livez}} ;; *) {{peer}} ;; esac
        }
        # end of stand-ins
        {{Text()
            .Replace("/run/hacontrolplane-check", State, StringComparison.Ordinal)
            .Replace("/proc/sys/kernel/random/boot_id", Path.Combine(folder.FullName, "boot_id"), StringComparison.Ordinal)
            .Replace("/proc/pressure", Path.Combine(folder.FullName, "pressure"), StringComparison.Ordinal)
            .Replace("/proc/uptime", Path.Combine(folder.FullName, "uptime"), StringComparison.Ordinal)
            .Replace("/proc/$PPID/stat", Path.Combine(folder.FullName, "keepalived"), StringComparison.Ordinal)
            .Replace("/proc/loadavg", Path.Combine(folder.FullName, "loadavg"), StringComparison.Ordinal)
            .Replace("/proc/stat", Path.Combine(folder.FullName, "stat"), StringComparison.Ordinal)}}
        """;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text + "\n");
}
