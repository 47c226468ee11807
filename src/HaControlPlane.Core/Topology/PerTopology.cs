using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace HaControlPlane.Topology;

/// <summary>What is the same for all nodes of a topology: made once, for as long as somebody has the topology. With a thousand nodes each of them names all the others.</summary>
/// <typeparam name="T">What is made.</typeparam>
/// <param name="make">Makes it.</param>
internal sealed class PerTopology<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(Func<ControlPlaneTopology, T> make)
    where T : class
{
    private readonly ConditionalWeakTable<ControlPlaneTopology, T> made = [];

    /// <summary>Of a topology; what <c>make</c> throws is thrown each time.</summary>
    public T Of(ControlPlaneTopology topology) => made.GetValue(topology, t => make(t));
}
