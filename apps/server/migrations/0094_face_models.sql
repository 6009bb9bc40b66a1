-- The template of the model before the running one, kept so that a change of models can be taken back at once, and the
-- model for which the kept picture gave no template.
alter table faces add column former_model_id text;
alter table faces add column former_template bytea;
alter table faces add column unmovable_to text;
alter table faces add constraint former_is_whole check ((former_model_id is null) = (former_template is null));
