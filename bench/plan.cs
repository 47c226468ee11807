// What a plan for many nodes costs before the first of them is contacted: the topology read and judged, every node's files rendered,
// its plan made and compiled to the script it gets.
//   dotnet run -c Release bench/plan.cs [NODES]
// The first time is that of a command, which compiles its code as it goes (hacp as it is published does not); the others are of a session.
#:project ../src/HaControlPlane.Core/HaControlPlane.Core.csproj
#:property TargetFramework=net10.0
#:property PublishAot=false

using System.Diagnostics;
using System.Globalization;
using HaControlPlane.Plans;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
var yaml = $"""
    name: many
    endpoint: {"{"} vip: 10.0.0.1 {"}"}
    loadBalancer: {"{"} runAs: service, interface: eth1, virtualRouterId: 77 {"}"}
    nodes:
    {string.Join("\n", Enumerable.Range(0, count).Select(i => $"  - {{ name: node-{i + 1}, address: 10.0.{(i + 10) / 250}.{((i + 10) % 250) + 1} }}"))}
    ssh: {"{"} user: root {"}"}
    """;
for (var run = 1; run <= 5; run++)
{
    var clock = Stopwatch.StartNew();
    var before = Process.GetCurrentProcess().TotalProcessorTime;
    var topology = TopologyReader.Read(yaml, "many.yaml").Topology ?? throw new InvalidOperationException("The topology cannot be read.");
    var read = Since(before);
    var findings = TopologyValidator.Validate(topology);
    var judged = Since(before);
    var bytes = 0L;
    foreach (var node in topology.Nodes)
    {
        var script = ScriptCompiler.Stage(NodePlans.For(topology, node), "20260101T000000Z-abcdef", "bench", takeOver: false, keep: true);
        bytes += script.Input(null).Length;
    }

    var all = Since(before);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"run {run}: {all:0.000} s of CPU ({read:0.000} to read, {judged - read:0.000} to judge ({findings.Count} findings), {all - judged:0.000} to render and compile), {clock.Elapsed.TotalSeconds:0.000} s, {bytes / count} bytes a node, {Environment.WorkingSet >> 20} MiB"));
}

static double Since(TimeSpan before) => (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
