namespace HaControlPlane.Tests.Matrix;

/// <summary>What a long test found so far, in the file that HACP_MATRIX_LOG names.</summary>
internal static class MatrixLog
{
    private static readonly Lock Gate = new();

    public static void Say(string text)
    {
        if (Environment.GetEnvironmentVariable("HACP_MATRIX_LOG") is { } file)
        {
            lock (Gate)
            {
                File.AppendAllText(file, text + "\n");
            }
        }
    }
}
