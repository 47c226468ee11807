namespace HaControlPlane.Tests.Lab;

/// <summary>The VRRP password of the profiles that have one: on the nodes, and nowhere else.</summary>
[Collection(LabLanes.Second)]
public sealed class AuthPassTests
{
    /// <summary>Eight characters at most, and nothing else of this machine looks like it.</summary>
    private const string Password = "zQ9xv7Kw";

    [LabFact]
    public async Task A_given_password_is_seen_nowhere()
    {
        await using var lab = await LabCluster.UpAsync("secret", new LabShape(Profile: "classic"));
        var topology = lab.Changed(("authPass: lab42", $"authPass: {Password}"));
        await using var spy = new ProcessSpy(Password);
        var plan = await lab.HacpAsync("plan", topology, "-v");
        var applied = await lab.HacpAsync("apply", topology, "--yes", "-v", "--json");
        // Its diff holds the old password as well as the new one.
        var change = lab.Changed(("authPass: lab42", "authPass: other123"));
        var replan = await lab.HacpAsync("plan", change, "-v", "--json");
        var status = await lab.HacpAsync("status", topology, "--json");
        Assert.Empty(await spy.SightingsAsync());
        Assert.Equal([3, 0, 3, 0], [plan.ExitCode, applied.ExitCode, replan.ExitCode, status.ExitCode]);
        Assert.Contains("auth_pass", plan.Output, StringComparison.Ordinal);
        Assert.Contains("auth_pass", replan.Output, StringComparison.Ordinal);
        foreach (var run in new[] { plan, applied, replan, status })
        {
            Assert.DoesNotContain(Password, run.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("other123", run.ToString(), StringComparison.Ordinal);
        }

        // Where it must be, and in the ledger's copy, only root reads it; nothing else on the node has it, no log either.
        var holding = await lab.ShOnAllAsync($"""
            grep -rlsF '{Password}' /etc /var/lib/hacontrolplane /var/log /run /tmp /root /home | xargs stat -c '%n %a %U'
            busybox logread | grep -F '{Password}'
            true
            """);
        Assert.All(holding, h => Assert.Equal(2, h.Split('\n').Length));
        Assert.All(holding, h => Assert.Matches("^/etc/keepalived/keepalived.conf 600 root\n/var/lib/hacontrolplane/ledger/.* 600 root$", h));
    }

    [LabFact]
    public async Task A_generated_password_is_the_same_everywhere_and_stays()
    {
        await using var lab = await LabCluster.UpAsync("gen", new LabShape(Profile: "kubeadm"));
        var topology = lab.Changed(("  authPass: lab42\n", ""));
        var applied = await lab.HacpAsync("apply", topology, "--yes", "--json");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        var passwords = await PasswordsAsync(lab);
        Assert.Matches("^[a-z2-9]{8}$", Assert.Single(passwords.Distinct()));
        Assert.DoesNotContain(passwords[0], applied.ToString(), StringComparison.Ordinal);
        Assert.Equal("ok", await lab.AskVipAsync());

        var again = await lab.HacpAsync("apply", topology, "--yes", "--json");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal("nothingToDo", again.Outcome);

        // A node that lost its file gets the others' password, and they stay as they are.
        await lab.ShAsync("node-3", "rm /etc/keepalived/keepalived.conf");
        var repaired = await lab.HacpAsync("apply", topology, "--yes", "--json");
        Assert.True(repaired.ExitCode == 0, repaired.ToString());
        Assert.Equal(["unchanged", "unchanged", "committed"], repaired.OfNodes("state"));
        Assert.Equal(passwords, await PasswordsAsync(lab));
    }

    private static Task<string[]> PasswordsAsync(LabCluster lab) =>
        lab.ShOnAllAsync("sed -n 's/^ *auth_pass *//p' /etc/keepalived/keepalived.conf");
}
