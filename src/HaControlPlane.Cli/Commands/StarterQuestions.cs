using System.Globalization;
using HaControlPlane.Topology;
using HaControlPlane.Topology.Starting;

namespace HaControlPlane.Cli.Commands;

/// <summary>Prompts for what a new topology needs. Each answer is held against the rules at once.</summary>
internal sealed class StarterQuestions(TextReader input, TextWriter output)
{
    /// <summary>Addresses for documentation (RFC 5737) stand in for answers that are still to come.</summary>
    private const string Placeholder = "192.0.2.";

    /// <summary>Something is missing that has no default.</summary>
    public static bool AreOpen(StarterTopology starter) =>
        starter.Nodes.Count == 0 || (starter.Kind == LoadBalancerKind.External ? starter.Host is null : starter.VirtualIPs.Count == 0);

    /// <summary>Prompts until all is known; null when the input ends before.</summary>
    public StarterTopology? Ask(StarterTopology starter, bool named)
    {
        if (!named && Prompt("Name of the topology", starter.Name, "name", n => starter with { Name = n }) is var first && (first is null || (starter = first) is null))
        {
            return null;
        }

        if (starter.Kind == LoadBalancerKind.External)
        {
            starter = starter.Host is null ? Prompt("DNS name or address of the load balancer", null, "endpoint.host", h => starter with { Host = h })! : starter;
        }
        else if (starter.VirtualIPs.Count == 0)
        {
            starter = Prompt("Virtual IP, a free address in the nodes' subnet", null, "endpoint.vip", v => starter with { VirtualIPs = [v] })!;
        }

        return starter is null ? null : starter.Nodes.Count > 0 ? starter : AskNodes(starter);
    }

    private StarterTopology? AskNodes(StarterTopology starter)
    {
        output.WriteLine("The control plane nodes, each as NAME=ADDRESS; an empty line ends the list.");
        while (true)
        {
            var at = starter.Nodes.Count;
            var next = Prompt($"Node {(at + 1).ToString(CultureInfo.InvariantCulture)}", at == 0 ? null : "", $"nodes[{at.ToString(CultureInfo.InvariantCulture)}]", text => text.Length == 0
                ? starter
                : starter with { Nodes = [.. starter.Nodes, text.Split('=', 2) is [var name, var address] ? (name.Trim(), address.Trim()) : (text, "")] });
            if (next is null || next.Nodes.Count == at)
            {
                return next;
            }

            starter = next;
        }
    }

    private StarterTopology? Prompt(string what, string? fallback, string path, Func<string, StarterTopology> with)
    {
        while (true)
        {
            output.Write(string.IsNullOrEmpty(fallback) ? $"{what}: " : $"{what} [{fallback}]: ");
            if (input.ReadLine() is not { } line)
            {
                return null;
            }

            var answer = line.Trim().Length == 0 ? fallback : line.Trim();
            if (answer is null)
            {
                continue;
            }

            var answered = with(answer);
            var flaw = Filled(answered).Findings("cluster.yaml").FirstOrDefault(f => f.Severity == FindingSeverity.Error && f.Path?.StartsWith(path, StringComparison.Ordinal) is true);
            if (flaw is null)
            {
                return answered;
            }

            output.WriteLine($"  {flaw.What} {flaw.Fix}");
        }
    }

    private static StarterTopology Filled(StarterTopology starter) => starter with
    {
        VirtualIPs = starter.VirtualIPs.Count > 0 || starter.Kind == LoadBalancerKind.External ? starter.VirtualIPs : [Placeholder + "10"],
        Host = starter.Host ?? (starter.Kind == LoadBalancerKind.External ? "api.example.com" : null),
        Nodes = starter.Nodes.Count > 0 ? starter.Nodes : [("node-1", Placeholder + "11")],
    };
}
