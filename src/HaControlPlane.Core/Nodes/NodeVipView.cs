using System.Globalization;
using System.Net;
using HaControlPlane.Scripts;

namespace HaControlPlane.Nodes;

/// <summary>One virtual IP as seen from one node.</summary>
/// <param name="Address">The virtual IP.</param>
/// <param name="Interface">The interface that carries it on this node; null when the node does not hold it.</param>
/// <param name="HttpStatus">What /readyz through it answers from this node; 0 for no answer, null where curl is missing.</param>
public sealed record NodeVipView(IPAddress Address, string? Interface, int? HttpStatus)
{
    /// <summary>The node's kernel has the address.</summary>
    public bool Held => Interface is not null;

    /// <summary>The API answers 200 through it.</summary>
    public bool Answers => HttpStatus == 200;

    internal static NodeVipView Read(ScriptRecord record) => new(
        IPAddress.Parse(record[0]),
        record[1] is "-" or "" ? null : record[1],
        int.TryParse(record[2], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null);
}
