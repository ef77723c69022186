-- The building or place that a room belongs to, as technicians group boxes; empty for none.
alter table room add column site varchar(100) default '' not null;
