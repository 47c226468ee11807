using System.Diagnostics.CodeAnalysis;

namespace HaControlPlane.Topology.Reading;

/// <summary>Turns the text of a scalar into a value, or says that it cannot.</summary>
internal delegate bool TextParser<T>(string text, [NotNullWhen(true)] out T? value);
