# A rule in words. What is said here must be readable again by bot.recurrence.read.
recurrence-at = at { $time }
recurrence-daily = every day { $at }
recurrence-weekly = every { $days } { $at }
recurrence-weeks = every { $weeks } weeks on { $days } { $at }
recurrence-nth =
    on the { $nth ->
        [1] first
        [2] second
        [3] third
        [4] fourth
        [5] fifth
       *[last] last
    } { $day } of each month { $at }
recurrence-last-day = on the last day of each month { $at }
recurrence-monthly =
    on the { $day ->
        [1] 1st
        [2] 2nd
        [3] 3rd
        [21] 21st
        [22] 22nd
        [23] 23rd
        [31] 31st
       *[other] { $day }th
    } of each month { $at }
recurrence-yearly =
    every year on { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $at }
recurrence-left-out = (left out where there is no such day)
recurrence-workdaily = Monday to Friday { $at }
recurrence-and = { $first } and { $last }
recurrence-weekday =
    { $day ->
        [mon] Monday
        [tue] Tuesday
        [wed] Wednesday
        [thu] Thursday
        [fri] Friday
        [sat] Saturday
       *[sun] Sunday
    }

recurrence-not-understood = I cannot read "{ $typed }" as something that comes again. Type it such as "every Tuesday at 18:00", "every two weeks on Saturday 14:00" or "first Monday of the month at 7pm".
recurrence-no-time = That says the days but not the time of day. Add it, such as "every Tuesday at 18:00".
recurrence-no-day = That does not say on which day. Add it, such as "every two weeks on Tuesday at 18:00" or "on the 15th of each month at 18:00".
recurrence-ambiguous =
    "{ $typed }" could be counted in weeks or in months. Type "every { $number } weeks on Tuesday", or "on the { $number ->
        [2] second
        [3] third
        [4] fourth
       *[other] fifth
    } Tuesday of each month".
recurrence-not-offered = I can repeat by days, weeks, months and years, and only weeks in steps. Type it such as "every 3 weeks on Tuesday at 18:00" or "first Monday of the month at 18:00".
recurrence-too-many-weeks = It can be every { $most } weeks at most. For once a year type it such as "every year on 3 March at 18:00".
recurrence-contradictory = Parts of that do not fit together. Type one rule, such as "every Tuesday and Thursday at 18:00" or "on the 15th of each month at 18:00".
recurrence-no-such-day = There is no such day in any year. Look at the date again, and type it such as "every year on 28 February at 18:00".
recurrence-too-often = It can come once a day at most. Type it such as "every day at 09:00" or "every Monday at 09:00".
