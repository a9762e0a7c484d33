using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Contracts.Notifications;
using PropOps.Application.Identity;
using PropOps.Notifications.Application.Email;
using PropOps.Notifications.Application.Jobs;
using PropOps.Notifications.Application.Recipients;
using PropOps.Notifications.Application.Security;

namespace PropOps.Notifications.Application;

public static class NotificationsSetup
{
    public static IServiceCollection AddNotificationsUseCases(this IServiceCollection services) => services
        .AddSingleton(new NamedKeys("notifications.view", "notifications.jobs"))
        .AddSingleton<MailTemplates>()
        .AddScoped<JobRecipients>()
        .AddScoped<JobNotifier>()
        .AddScoped<SubjectNotifier>()
        .AddScoped<INotificationState, NotificationState>()
        .AddScoped<ISecurityMail, SecurityMails>();
}
