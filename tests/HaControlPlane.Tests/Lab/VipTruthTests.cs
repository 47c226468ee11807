using System.Text.Json;

namespace HaControlPlane.Tests.Lab;

/// <summary>What status tells of real nodes that are well, wrong, or ill.</summary>
[Collection(LabLanes.Second)]
public sealed class VipTruthTests
{
    private const string Stranger = "02:00:00:00:00:99";

    /// <summary>The second while the next check is under way.</summary>
    private static readonly string[] Well = ["UP L7OK/200", "UP L7OK"];

    [LabFact]
    public async Task Status_sees_holders_neighbours_backends_and_the_certificate()
    {
        await using var lab = await LabCluster.UpAsync("truth");
        var applied = await lab.HacpAsync("apply", lab.TopologyFile, "--yes");
        Assert.True(applied.ExitCode == 0, applied.ToString());
        var holder = Assert.Single(await lab.HoldersAsync());
        var other = lab.Nodes.First(n => n != holder);

        var well = (await StatusAsync(lab, "healthy")).Json;
        Assert.Equal(lab.Nodes.Select(n => n == holder ? "master" : "backup"), Nodes(well).Select(n => n.GetProperty("keepalivedState").GetString()));
        Assert.All(Nodes(well), n => Assert.All(n.GetProperty("backends").EnumerateArray(), b => Assert.Contains($"{b.GetProperty("status")} {b.GetProperty("check")}", Well)));
        Assert.All(Nodes(well), n => Assert.Equal(3, n.GetProperty("backends").GetArrayLength()));
        var mac = Node(well, holder).GetProperty("hardwareAddresses").GetProperty("eth1").GetString();
        Assert.All(lab.Nodes.Where(n => n != holder), n => Assert.Equal(mac, Assert.Single(Node(well, n).GetProperty("neighbours").EnumerateArray()).GetProperty("hardwareAddress").GetString()));
        Assert.Equal(mac, Assert.Single(well.GetProperty("neighbours").EnumerateArray()).GetProperty("hardwareAddress").GetString());
        Assert.Equal(["/livez 200", "/readyz 200"], well.GetProperty("probes").EnumerateArray().Select(p => $"{p.GetProperty("path").GetString()} {p.GetProperty("statusCode")}"));
        Assert.Empty(well.GetProperty("findings").EnumerateArray());

        await lab.ShAsync(other, $"ip neigh replace {lab.Vip} lladdr {Stranger} dev eth1 nud permanent");
        var stale = await StatusAsync(lab, "staleNeighbour");
        Assert.StartsWith($"Stale neighbour: {other} would send what is for {lab.Vip} to a stranger ({Stranger}), but {holder} holds it", stale.Json.GetProperty("sentence").GetString());
        await lab.ShAsync(other, $"ip neigh del {lab.Vip} dev eth1");

        await lab.ShAsync(other, "/usr/lib/lab/apiserver stop");
        await Until.TrueAsync("haproxy finds it down", async () => (await lab.HacpAsync("status", lab.TopologyFile, "--json")).Json.GetProperty("verdict").GetString() == "degraded");
        var degraded = await lab.HacpAsync("status", lab.TopologyFile);
        Assert.Contains($"Degraded: {holder} holds the VIP, but haproxy finds the API server of {other} down; 2 more failures lose it.", degraded.Output, StringComparison.Ordinal);
        Assert.Contains($"2 up, DOWN: {other} L4CON", degraded.Output, StringComparison.Ordinal);
    }

    private static async Task<HacpRun> StatusAsync(LabCluster lab, string verdict)
    {
        var status = await lab.HacpAsync("status", lab.TopologyFile, "--json");
        Assert.True(status.Json.GetProperty("verdict").GetString() == verdict, status.ToString());
        return status;
    }

    private static JsonElement[] Nodes(JsonElement status) => [.. status.GetProperty("nodes").EnumerateArray()];

    private static JsonElement Node(JsonElement status, string name) => Nodes(status).Single(n => n.GetProperty("name").GetString() == name);
}
