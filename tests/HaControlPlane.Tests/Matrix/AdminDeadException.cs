namespace HaControlPlane.Tests.Matrix;

/// <summary>Nothing of the admin runs any more; no handler of the product knows this, as none would run.</summary>
public sealed class AdminDeadException : Exception;
