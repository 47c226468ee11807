namespace HaControlPlane.Tests.Matrix;

/// <summary>A transaction ended before it came to the point where it was to be broken.</summary>
public sealed class PointMissedException(string message) : Exception(message);
