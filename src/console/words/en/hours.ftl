hours-title = Hours
