using HaControlPlane.Adoption;

namespace HaControlPlane.Tests.Adoption;

/// <summary>The readers of haproxy's and keepalived's configurations: every shape that files have, and any text at all.</summary>
public sealed class ConfigTextTests
{
    [Fact]
    public void Every_section_of_haproxy_has_its_name_line_and_words()
    {
        const string Text = """
            # a remark
            global
                log /dev/log local0 # why
            defaults tcp
                mode tcp

            frontend "my web"
              bind :80,:81
              bind 10.0.0.1:443 ssl crt '/etc/a b.pem' name a\ b
              use_backend %[req.ssl_sni]
            	listen old 10.0.0.1:90
              server-template s 3 db.example:5432 check
            resolvers dns
            """;

        var sections = HaproxyText.Read(Text.ReplaceLineEndings("\r\n"));

        Assert.Equal(["global@2", "defaults tcp@4", "frontend my web@7", "listen old@11", "resolvers dns@13"], sections.Select(s => $"{s.Title}@{s.Head.Number}"));
        Assert.Equal([":80", ":81", "10.0.0.1:443"], sections[2].Binds);
        Assert.Equal(["bind", "10.0.0.1:443", "ssl", "crt", "/etc/a b.pem", "name", "a b"], sections[2].Lines[1].Words);
        Assert.Equal(["10.0.0.1:90"], sections[3].Binds);
        Assert.Equal(["db.example:5432"], sections[3].Servers);
        Assert.Equal(["log", "/dev/log", "local0"], sections[0].Lines[0].Words);
    }

    [Fact]
    public void Every_block_of_keepalived_is_there_whatever_its_braces()
    {
        const string Text = """
            ! remark { with a brace
            include /etc/keepalived/conf.d/*.conf
            global_defs {
              router_id "a { b"
            }
            vrrp_instance A
            {
              virtual_ipaddress { 10.0.0.1/24 dev eth0 }
              track_script {
                check_apiserver
              }
            }
            @main vrrp_instance B {
              virtual_ipaddress {
                10.0.0.2   # where to
              }

            vrrp_sync_group G {
              group {
                A
                B
              }
            }
            virtual_server 10.0.0.1 443 {
              real_server 10.0.0.9 443 { weight 1 }
            }}
            """;

        var blocks = KeepalivedText.Read(Text);

        Assert.Equal(
            ["include /etc/keepalived/conf.d/*.conf@2", "global_defs@3", "vrrp_instance A@6", "vrrp_instance B@13", "vrrp_sync_group G@18", "virtual_server 10.0.0.1 443@24"],
            blocks.Select(b => $"{b.Title}@{b.Line}"));
        Assert.Equal("a { b", blocks[1].Value("router_id"));
        Assert.Equal(["10.0.0.1/24"], ForeignKeepalived.Addresses(blocks[2]));
        Assert.Equal(["10.0.0.2"], ForeignKeepalived.Addresses(blocks[3]));
        Assert.Equal(["A", "B"], blocks[4].In("group").Select(m => m.Keyword));
    }

    /// <summary>Pieces of which files are made, and of which they are not, in any order.</summary>
    [Fact]
    public void No_text_stops_the_readers_and_no_section_is_lost()
    {
        string[] pieces =
        [
            "frontend a\n", "backend b\n", "listen c :1\n", "program d\n", "global\n", "  bind *:1\n", "bind\n", "server x\n", "use_backend\n", "\\", "\"", "'", "#", "\n", "\t", "\0",
            "vrrp_instance A {\n", "virtual_server 1 2 {\n", "}\n", "{", "}", "!", "@x ", "$X", "${", "virtual_ipaddress {\n", "1.2.3.4/24\n", "é漢", "\r\n", "include\n", "static_routes {\n",
        ];
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));

            var sections = HaproxyText.Read(text);
            var heads = text.Split('\n').Count(l => HaproxyText.Keywords.Contains(l.Split([' ', '\t', '\r', '#'], StringSplitOptions.RemoveEmptyEntries) is [var first, ..] && !l.TrimStart().StartsWith('#') ? first : ""));
            Assert.True(heads <= sections.Count(s => s.Keyword.Length > 0), $"seed {seed}: {text}");

            var instances = KeepalivedText.Read(text);
            Assert.Equal(
                text.Split('\n').Count(l => l == "vrrp_instance A {"),
                All(instances).Count(b => b.Title == "vrrp_instance A") - text.Split('\n').Count(l => l != "vrrp_instance A {" && Ends(l)));
        }

        static bool Ends(string line) => All(KeepalivedText.Read(line)).Any(b => b.Title == "vrrp_instance A");

        static IEnumerable<KeepalivedBlock> All(IEnumerable<KeepalivedBlock> blocks) => blocks.SelectMany(b => All(b.Children ?? []).Prepend(b));
    }

    [Fact]
    public void A_file_that_nests_for_ever_is_read_to_its_end()
    {
        var blocks = KeepalivedText.Read(string.Concat(Enumerable.Repeat("a {\n", 100_000)) + "vrrp_instance A {\n}\n");

        Assert.Equal("vrrp_instance A", blocks[^1].Title);
    }
}
