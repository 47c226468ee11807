using HaControlPlane.Nodes;

namespace HaControlPlane.Tests.Nodes;

/// <summary>On which file keepalived and haproxy run, by their command lines, units and init scripts.</summary>
public sealed class DaemonStartTests
{
    private const string Unit = """
        # /lib/systemd/system/haproxy.service
        [Unit]
        Description=HAProxy
        [Service]
        EnvironmentFile=-/etc/default/haproxy
        EnvironmentFile=-/etc/sysconfig/haproxy
        Environment="CONFIG=/etc/haproxy/haproxy.cfg" "PIDFILE=/run/haproxy.pid" "EXTRAOPTS=-S /run/haproxy-master.sock"
        ExecStart=/usr/sbin/haproxy -Ws -f $CONFIG \
            -p $PIDFILE $EXTRAOPTS
        """;

    private const string HaproxyScript = """
        #!/bin/sh
        BASENAME=haproxy
        PIDFILE=/var/run/${BASENAME}.pid
        CONFIG=/etc/${BASENAME}/${BASENAME}.cfg
        EXTRAOPTS=
        . /etc/default/${BASENAME}
        start-stop-daemon --quiet --oknodo --start --pidfile "$PIDFILE" \
            --exec $HAPROXY -- -f "$CONFIG" -D -p "$PIDFILE" \
            $EXTRAOPTS || return 2
        """;

    private const string KeepalivedScript = """
        CONFIG=/etc/keepalived/keepalived.conf
        [ -r /etc/default/$NAME ] && . /etc/default/$NAME
        if start-stop-daemon --start --quiet --pidfile /var/run/$NAME.pid \
               --exec $DAEMON -- $DAEMON_ARGS; then
        """;

    [Theory]
    [InlineData("keepalived", "", null)]
    [InlineData("keepalived", "--dont-fork -D -d -S 3", null)]
    [InlineData("keepalived", "-f /etc/keepalived/keepalived.conf", null)]
    [InlineData("keepalived", "--use-file=/etc/keepalived/../keepalived//keepalived.conf -i main", null)]
    [InlineData("keepalived", "-f /etc/keepalived/site.conf", "-f /etc/keepalived/site.conf")]
    [InlineData("keepalived", "-nlDf /srv/a.conf", "-f /srv/a.conf")]
    [InlineData("keepalived", "-f/srv/a.conf", "-f /srv/a.conf")]
    [InlineData("keepalived", "--use-file /srv/a.conf", "--use-file /srv/a.conf")]
    [InlineData("keepalived", "--use-file=/srv/a.conf", "--use-file=/srv/a.conf")]
    [InlineData("keepalived", "-P", null)]
    [InlineData("keepalived", "-C", "-C")]
    [InlineData("keepalived", "-s blue", "-s blue")]
    [InlineData("keepalived", "-p -f", null)]
    [InlineData("haproxy", "-Ws -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid -S /run/haproxy-master.sock", null)]
    [InlineData("haproxy", "-f /etc/haproxy/haproxy.cfg -f /etc/haproxy/conf.d -p /run/haproxy.pid -de -m 16", null)]
    [InlineData("haproxy", "-f /etc/haproxy/", null)]
    [InlineData("haproxy", "-C /etc/haproxy -f haproxy.cfg", null)]
    [InlineData("haproxy", "-D -f /etc/haproxy/site.cfg -sf 12 13", "-f /etc/haproxy/site.cfg")]
    [InlineData("haproxy", "-D -- /etc/haproxy/site.cfg", "-f /etc/haproxy/site.cfg")]
    [InlineData("haproxy", "-c -f /etc/haproxy/haproxy.cfg", "-c")]
    public void The_option_that_leads_elsewhere_is_found(string daemon, string arguments, string? expected) =>
        Assert.Equal(expected, DaemonOptions.Elsewhere(daemon, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))?.Option);

    [Theory]
    [InlineData("", "", "-Ws -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid -S /run/haproxy-master.sock", "CONFIG in /lib/systemd/system/haproxy.service")]
    [InlineData("CONFIG=/srv/a.cfg\nEXTRAOPTS=\"-de -m 16\"\n", "", "-Ws -f /srv/a.cfg -p /run/haproxy.pid -de -m 16", "CONFIG in /etc/default/haproxy")]
    [InlineData("#CONFIG=/srv/a.cfg\n", "", "-Ws -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid -S /run/haproxy-master.sock", "CONFIG in /lib/systemd/system/haproxy.service")]
    [InlineData("", "Environment=CONFIG=/srv/b.cfg", "-Ws -f /srv/b.cfg -p /run/haproxy.pid -S /run/haproxy-master.sock", "CONFIG in /etc/systemd/system/haproxy.service.d/x.conf")]
    [InlineData("CONFIG=/srv/a.cfg\n", "EnvironmentFile=\nExecStart=\nExecStart=/usr/sbin/haproxy -f /srv/c.cfg", "-f /srv/c.cfg", "/etc/systemd/system/haproxy.service.d/x.conf")]
    public void A_unit_with_its_drop_ins_and_files(string defaults, string dropIn, string expected, string origin)
    {
        var unit = Unit + (dropIn.Length == 0 ? "" : $"\n\n# /etc/systemd/system/haproxy.service.d/x.conf\n[Service]\n{dropIn}\n");
        var words = DaemonStart.OfUnit(unit, new Dictionary<string, string> { ["/etc/default/haproxy"] = defaults });

        Assert.Equal(expected, string.Join(' ', words.Select(w => w.Text)));
        Assert.Equal(origin, words.SkipWhile(w => w.Text != "-f").ElementAt(1).Origin);
    }

    [Theory]
    [InlineData("", "-f /etc/haproxy/haproxy.cfg -D -p /var/run/haproxy.pid")]
    [InlineData("#CONFIG=\"/etc/haproxy/x.cfg\"\nCONFIG=/etc/haproxy/site.cfg\n", "-f /etc/haproxy/site.cfg -D -p /var/run/haproxy.pid")]
    [InlineData("EXTRAOPTS=\"-de -m 16\"", "-f /etc/haproxy/haproxy.cfg -D -p /var/run/haproxy.pid -de -m 16")]
    public void The_init_script_of_haproxy(string defaults, string expected) =>
        Assert.Equal(expected, Words(DaemonStart.OfScript(HaproxyScript, "/etc/init.d/haproxy", new Dictionary<string, string> { ["/etc/default/haproxy"] = defaults })));

    [Fact]
    public void The_init_script_of_keepalived_with_its_options()
    {
        var words = DaemonStart.OfScript(KeepalivedScript, "/etc/init.d/keepalived", new Dictionary<string, string> { ["/etc/default/keepalived"] = "DAEMON_ARGS=\"-f /etc/keepalived/site.conf\"\n" });

        Assert.Equal("-f /etc/keepalived/site.conf", Words(words));
        Assert.Equal("DAEMON_ARGS in /etc/default/keepalived", words[1].Origin);
    }

    [Fact]
    public void Any_text_has_some_answer()
    {
        string[] pieces = ["[Service]\n", "ExecStart=", "Environment=", "A=$A\n", "$", "${", "}", "\"", "'", "\\\n", "# /x\n", "start-stop-daemon --start ", " -- ", "-f ", "\n", "=", "||", "A=\"", "-", "--", "-sf "];
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
            var files = new Dictionary<string, string> { ["/x"] = text };
            foreach (var words in new[] { DaemonStart.OfUnit(text, files), DaemonStart.OfScript(text, "/s", files) })
            {
                _ = DaemonOptions.Elsewhere("haproxy", [.. words.Select(w => w.Text)]);
                _ = DaemonOptions.Elsewhere("keepalived", [.. words.Select(w => w.Text)]);
            }

            _ = DaemonOptions.Elsewhere("keepalived", text.Split(' '));
            _ = DaemonOptions.Elsewhere("haproxy", text.Split(' '));
        }
    }

    private static string Words(IEnumerable<StartWord> words) => string.Join(' ', words.Select(w => w.Text));
}
