namespace HaControlPlane.SshNet.Login;

/// <summary>Runs what blocks its thread, as much of SSH.NET does, on threads of its own: many hung nodes must not starve the others.</summary>
internal static class Blocking
{
    /// <summary>Runs an action.</summary>
    public static Task RunAsync(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Runs what begins a task, and awaits that.</summary>
    public static Task RunAsync(Func<Task> action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
}
